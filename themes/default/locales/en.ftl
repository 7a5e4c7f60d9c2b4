# The words of the interface in English, one text per key.
# A site's own file of the same name needs only the texts it changes.

## The language

direction = ltr
og_locale = en_GB
language_own_name = English
# The languages in which content is shown where it is not in that of the page, the best first.
content_order = en sv
time_separator = :
date = { $day } { $month } { $year }
date_with_weekday = { $weekday } { $day } { $month } { $year }
day_with_weekday = { $weekday } { $day } { $month }
# A day in few letters, in lists: "Thu 24 Dec".
short_day = { $weekday } { $day } { $month }
comma = { ", " }
list_and = { $first } and { $last }
list_or = { $first } or { $last }

month_1 = January
month_2 = February
month_3 = March
month_4 = April
month_5 = May
month_6 = June
month_7 = July
month_8 = August
month_9 = September
month_10 = October
month_11 = November
month_12 = December
weekday_mon = Monday
weekday_tue = Tuesday
weekday_wed = Wednesday
weekday_thu = Thursday
weekday_fri = Friday
weekday_sat = Saturday
weekday_sun = Sunday
month_short_1 = Jan
month_short_2 = Feb
month_short_3 = Mar
month_short_4 = Apr
month_short_5 = May
month_short_6 = Jun
month_short_7 = Jul
month_short_8 = Aug
month_short_9 = Sep
month_short_10 = Oct
month_short_11 = Nov
month_short_12 = Dec
weekday_short_mon = Mon
weekday_short_tue = Tue
weekday_short_wed = Wed
weekday_short_thu = Thu
weekday_short_fri = Fri
weekday_short_sat = Sat
weekday_short_sun = Sun

## Around every page

skip_to_content = Skip to main content
languages_label = Language
crumbs_label = You are here
home = Home
region_nav_label = Find care in { $region }
nav_a_to_o = A to Ö
nav_municipalities = Municipalities
nav_services = Services
nav_rule_set = Base offering
open_data = Open data on all units:
feed_title = Changed contact pages in { $region }
published_by = Published by:
# Where to turn when care is closed, unless the region has a text of its own.
urgent = Phone 1177 for advice on health care, day and night. Phone 112 if it is life-threatening.
preview_banner = { $name ->
    [watch] Preview: this is the page on { $date }. This page is not published, and what it says may be wrong.
   *[other] Preview ({ $name }): this is the page on { $date }. This page is not published, and what it says may be wrong.
}
findings_heading = Findings on this page

## Start pages

home_lead = Find phone numbers, online services, opening hours and the way to health care in your region.
home_regions = Choose your region
home_description = Contact pages for health care: phone, online services, booking, opening hours and directions.
region_lead = { $count ->
    [0] There are no contact pages here yet.
    [one] Here is the contact page of one clinic or ward.
   *[other] Here are the contact pages of { $count } clinics and wards.
}
region_description = Find clinics and wards in { $region }: from A to Ö, by municipality or by service.
region_types = Find by type of care
region_municipalities = Find by municipality
region_services = Find by service
region_website = Read more on the website of { $region }
card_a_to_o = All clinics and wards in alphabetical order.
card_rule_set = The e-services that clinics are to have.

## Search

search_label = Clinics and wards
search_field = Search for care
search_hint = For example health centre, dentist, vaccination or a town.
search_filters = Narrow the search
search_municipality = Municipality
search_type = Type of clinic
search_service = Service
search_language = Language spoken
search_all = All
search_submit = Search
search_clear = Clear
search_count = { $count ->
    [one] 1 result
   *[other] { $count } results
}
search_results = Results
search_more = Show more
search_none = We found nothing. Check the spelling, use fewer words or remove a filter.
search_failed = The search could not be loaded. Try again in a moment.
search_lists = See all clinics and wards from A to Ö
search_meant = Did you mean { $words }?
search_some = Nothing fits all words. These fit some of them.
search_urgent = Call 1177 if you are not sure where to turn.
filter_open_now = Open now
filter_evenings = Evenings
filter_weekends = Weekends
filter_near = Near me
near_sorted = The nearest come first. Where you are is used on this page only and is not saved.
near_failed = We could not find out where you are. You can search for a town instead.
row_open = Open now.
row_closed = Closed now.
row_closed_today = Closed today
row_always = Open around the clock
row_by_appointment = By appointment today
row_today = Today { $hours }

## Lists

count_units = { $count ->
    [one] 1 clinic or ward
   *[other] { $count } clinics and wards
}
letters_label = Letters
list_pages_label = Pages of the list
list_page = Page { $page }
list_position = Page { $page } of { $pages }
list_page_title = { $title }, page { $page } of { $pages }
list_previous = Previous page
list_next = Next page
a_to_o_title = All clinics and wards in { $region }
a_to_o_description = All clinics and wards in { $region } in Swedish alphabetical order.
municipalities_title = Municipalities in { $region }
municipalities_description = Clinics and wards in { $region } by municipality.
municipality_title = Care in { $municipality } municipality
municipality_description = Clinics and wards in { $municipality } municipality.
municipality_of = { $municipality } municipality
type_title = { $type } in { $region }
type_description = { $type } in { $region }: phone, opening hours and where they are.
service_title = { $service } in { $region }
services_title = Services in { $region }
services_description = Online services and booking in { $region }, and the units that offer them.
services_lead = Choose a service to see which units offer it.
service_description = Units in { $region } that offer { $service }.
service_label = Shown on the units’ pages as:
service_rule = Read the rules for this service in the base offering
service_units = Units that offer the service
service_no_units = No unit offers this service online yet.

## The page of a unit: head

unit_description = Phone, online services, opening hours and directions for { $unit }.
contents_label = On this page
notices_heading = Temporary information
notice_until = Until
unit_opens = We open on
unit_closes = We are closing. Our last day is
key_facts_label = Contact
call = Phone
to_services = Online services
to_booking = Book a time
phone_brief = Phone hours { $hours }
opening_brief = Open { $hours }
see_hours = See opening hours
today_open = Open today { $hours }
today_closed = Closed today
today_by_appointment = Today by appointment

## The page of a unit: phone

contact_heading = Phone us
phone_label = Phone
phone_other = Another phone number
unit_website = Our website
unit_vcard = Save the number to your phone

## The page of a unit: services

booking_heading = Booking
booking_heading_visits = Book an appointment
booking_direct = Book directly
booking_assessed = When we have assessed what you need
booking_own_times = Your appointments
e_services_heading = Online services
extra_services_heading = More services from us
service_login = Log in with e-ID.
service_login_mostly = Log in with e-ID for most of the services.
service_login_here = Log in with e-ID
service_no_login_here = You do not need to log in
service_only_by = You can do this { $channels }. We have no online service for it.
service_also_by = You can also do this { $channels }.
channel_phone = by phoning us
channel_phone_number = by phoning us on { $number }
channel_letter = by letter
channel_visit = when you visit us
visit_link_from_staff = We send you a link, and you choose a time yourself.
visit_basis_from_staff = You choose a time yourself.
booking_weeks_ahead = { $weeks ->
    [one] You can book up to one week ahead.
   *[other] You can book up to { $weeks } weeks ahead.
}
booking_until = You can book up to and including { $date }.
promise_feedback_working_day = { $days ->
    [0] You get a first response to your request on the same working day.
    [one] You get a first response to your request within one working day.
   *[other] You get a first response to your request within { $days } working days.
}
promise_feedback_weekday = { $days ->
    [0] You get a first response to your request on the same weekday.
    [one] You get a first response to your request within one weekday.
   *[other] You get a first response to your request within { $days } weekdays.
}
promise_answer_working_day = { $days ->
    [0] You get an answer to your request on the same working day.
    [one] You get an answer to your request within one working day.
   *[other] You get an answer to your request within { $days } working days.
}
promise_answer_weekday = { $days ->
    [0] You get an answer to your request on the same weekday.
    [one] You get an answer to your request within one weekday.
   *[other] You get an answer to your request within { $days } weekdays.
}
promise_feedback_hours = { $hours ->
    [one] You get a first response to your request within one hour.
   *[other] You get a first response to your request within { $hours } hours.
}
promise_answer_hours = { $hours ->
    [one] You get an answer to your request within one hour.
   *[other] You get an answer to your request within { $hours } hours.
}
promise_feedback_today = If you write to us today, you get a first response by { $day }.
promise_answer_today = If you write to us today, we answer by { $day }.
reply_feedback_working_day = { $days ->
    [0] Response on the same working day
    [one] Response within one working day
   *[other] Response within { $days } working days
}
reply_feedback_weekday = { $days ->
    [0] Response on the same weekday
    [one] Response within one weekday
   *[other] Response within { $days } weekdays
}
reply_answer_working_day = { $days ->
    [0] Answer on the same working day
    [one] Answer within one working day
   *[other] Answer within { $days } working days
}
reply_answer_weekday = { $days ->
    [0] Answer on the same weekday
    [one] Answer within one weekday
   *[other] Answer within { $days } weekdays
}
reply_feedback_hours = { $hours ->
    [one] Response within one hour
   *[other] Response within { $hours } hours
}
reply_answer_hours = { $hours ->
    [one] Answer within one hour
   *[other] Answer within { $hours } hours
}

## The page of a unit: opening hours

hours_opening = Opening hours
hours_ordinary = Usual opening hours
hours_phone = Phone hours
hours_drop_in = Drop-in
hours_visiting = Visiting hours
hours_from = From
hours_since = These hours hold from
hours_odd_weeks = { $hours } in odd weeks
hours_even_weeks = { $hours } in even weeks
drop_in_help = You can come without an appointment.
visiting_heading = If you are visiting someone
holidays = Public holidays
holiday_eves = Days before public holidays
holiday_eve = day before a public holiday
holiday_new_years_day = New Year's Day
holiday_epiphany = Epiphany
holiday_good_friday = Good Friday
holiday_easter_sunday = Easter Sunday
holiday_easter_monday = Easter Monday
holiday_may_day = May Day
holiday_ascension_day = Ascension Day
holiday_whit_sunday = Whit Sunday
holiday_whit_monday = Whit Monday
holiday_national_day = National Day
holiday_midsummer_eve = Midsummer Eve
holiday_midsummer_day = Midsummer Day
holiday_all_saints_day = All Saints' Day
holiday_christmas_eve = Christmas Eve
holiday_christmas_day = Christmas Day
holiday_boxing_day = Boxing Day
holiday_new_years_eve = New Year's Eve
closed = Closed
by_appointment = By appointment
until_further_notice = until further notice
around_the_clock = Around the clock
not_stated = Not stated
phone_open_now = You can phone now
phone_open_until = You can phone now, until { $time }
phone_closed_now = The phone is closed now
phone_opens_today = The phone is closed. It opens at { $time }.
phone_opens = The phone is closed. It opens { $day } at { $time }.
visit_open_now = Open now
visit_open_until = Open now, until { $time }
visit_closed_now = Closed now
visit_opens_today = Closed now. We open at { $time }.
visit_opens = Closed now. We open { $day } at { $time }.
now_today = today
now_tomorrow = tomorrow
now_by_appointment = Today by appointment
poster_link = Print a sheet with opening hours for the door
poster_print = Print the page on A4 paper.
poster_back = Back to the page of the clinic
poster_code = QR code that leads to the page
poster_scan = Scan the code to read more, book an appointment or contact us.
unit_calendar = Add these days to your calendar
deviations_heading = Changed opening hours
deviations_caption = Changed opening hours in the next 60 days
# Before and after the name of who answers.
answered_by = While we are closed,
answered_by_case = answers your requests
answered_by_phone = phone
table_days = Day
table_hours = Time
table_date = Date
table_change = Change
table_by = By

## The page of a unit: the rest

care_heading = How to get care here
care_languages = We speak
ages_all = We see people of all ages.
ages_from = We see people aged { $from } or over.
ages_to = We see people aged { $to } or under.
ages_between = We see people aged { $from } to { $to }.
accepts_yes = We accept new patients.
accepts_no = We do not accept new patients at the moment.
accepts_queue = New patients are placed in a queue.
waiting_time_heading = Waiting time
fees_heading = What it costs
interpreter_heading = Interpreter
help_heading = What we can help you with
help_more = Read more about
news_heading = News
public_transport_heading = Public transport
parking_heading = Parking
facility_lift = Lift
facility_step_free = Entrance and premises without steps
facility_accessible_toilet = Toilet for wheelchair users
facility_hearing_loop = Hearing loop
facility_accessible_parking = Parking for permit holders with reduced mobility
facility_automatic_doors = Automatic doors
about_heading = About us
find_heading = How to find us
postal_address = Postal address
accessibility_heading = Accessibility
related_heading = Other units
owner_heading = About this page and the clinic
owner_region = This clinic or ward is run by
owner_provider = Provider:
owner_private = This clinic or ward is run privately by
owner_private_unnamed = This clinic or ward is run privately.
owner_agreement = It has an agreement with
content_owner = is responsible for the content.
reviewed = The whole page was reviewed on
rule_set_of_page = The page follows
rule_set_from = in force from

## Base offering

rule_set_title = Base offering in { $region }
rule_set_description = The online services and booking that units in { $region } are to offer, and the rules for them.
rule_set_lead = The base offering is the services that you are to be able to count on at the units it covers.
rule_set_none = There is no base offering in force today.
rule_set_document = Document
rule_set_in_force = In force from
rule_set_decided = Decided
rule_set_owner = Responsible for the document
rule_set_naming = Decides the names of services
rule_set_language_note = The document is in Swedish.
rule_set_purpose = Purpose
rule_set_concerned = Whom it concerns
rule_set_response = Response time
rule_set_principles = General principles
rule_set_one_of = Groups of services
rule_set_history = History
rule_set_history_caption = Changes to the document
rule_set_versions = Other versions
version_upcoming = Coming version, in force from
version_earlier = Earlier version, in force from
version_more = Services that are not in what is in force today:
version_fewer = Services that it lacks compared with today:
rule_label = Shown to residents as
rule_requirement = Requirement
rule_exceptions = Exceptions
rule_exceptions_examples = Exceptions, examples
rule_satisfied_by = Also fulfilled by
rule_source = Source
rule_set_scope = Units that are bound
rule_set_whole = The whole document
rule_set_target = { $hours ->
    [one] The aim is to answer within one hour.
   *[other] The aim is to answer within { $hours } hours.
}
rules_must_booking = Booking that must be offered
rules_must_e_service = E-services that must be offered
rules_should_booking = Recommended booking
rules_should_e_service = Recommended e-services
rules_may_booking = Booking that may be offered
rules_may_e_service = E-services that may be offered
rules_must_not_booking = Booking that must not be offered
rules_must_not_e_service = E-services that must not be offered
group_must = { $count ->
    [one] At least one of these services must be offered:
   *[other] At least { $count } of these services must be offered:
}
group_should = { $count ->
    [one] At least one of these services should be offered:
   *[other] At least { $count } of these services should be offered:
}
group_may = { $count ->
    [one] At least one of these services may be offered:
   *[other] At least { $count } of these services may be offered:
}
group_must_not = { $count ->
    [one] None of these services may be offered:
   *[other] Fewer than { $count } of these services may be offered:
}
rule_phase_in = In full force from
who_all = All units
who_nobody = No unit has to
who_units = Units
who_clinics = Clinics
who_wards = Wards
who_types = Units of the type { $names }
who_administration = in { $names }
who_agreement = with the agreement { $names }
who_system = with the record system { $names }
who_care_form = with the form of care { $names }
who_municipality = in { $names }
who_offers = that offer { $names }
who_patients = that meet patients
who_no_patients = that do not meet patients
who_private = that are run privately
who_own = that are not run privately
who_activity = that { $rest }
who_activity_asked = that answer yes to “{ $question }”
who_question_subject = the unit
who_question_auxiliary = Does
who_being = that are { $what }
who_except = except { $what }
who_unknown = that the document describes
rule_units = Units that offer
rule_weeks_ahead = { $weeks ->
    [one] Times must be bookable at least one week ahead.
   *[other] Times must be bookable at least { $weeks } weeks ahead.
}
duty_must = Must be offered by
duty_should = Should be offered by
duty_may = May be offered by
duty_must_not = Must not be offered by

## Other pages

not_found_title = Page not found
not_found_lead = The address may be misspelt, or the page has been moved or removed.
not_found_home = Go to the home page
redirect_title = This page has moved
redirect_lead = You now find it here:

## The accessibility statement

statement_title = Accessibility statement
statement_description = How accessible the site is, and how to tell us about obstacles.
statement_who = { $actor } is behind this site. We want as many people as possible to be able to use it. This statement covers { $sites }.
statement_level_heading = How accessible the site is
statement_full = The site complies in full with the Swedish act (2018:1937) on accessibility to digital public services.
statement_partly = The site complies in part with the Swedish act (2018:1937) on accessibility to digital public services. The shortcomings are listed below.
statement_none = The site does not comply with the Swedish act (2018:1937) on accessibility to digital public services. The shortcomings are listed below.
statement_measure = The measure is WCAG 2.1 at level AA, by the standard EN 301 549.
statement_shortcomings_heading = What is not accessible
statement_no_shortcomings = We know of no shortcomings.
statement_non_compliance = Shortcomings against the law
statement_burden = Disproportionate burden
statement_exempt = Content that the law does not cover
statement_reason = Reason:
statement_instead = What you can do instead:
statement_assessed_heading = How we assessed the site
statement_self_assessment = We have assessed the site ourselves.
statement_independent_audit = An independent auditor has assessed the site.
statement_assessed = The last assessment was made on
statement_published = The site was published on
statement_updated = This statement was last updated on
statement_report_heading = Tell us about obstacles
statement_report = Tell us if something cannot be used, or if you need content that is exempt from the act in a way that works for you. Say which page it is about, but write nothing about your health.
statement_report_email = E-mail:
statement_report_form = Form for reporting shortcomings
statement_authority_heading = Complain to the authority
statement_authority = { $authority } supervises the act. If you are not content with how we handle your report, you can complain there.
statement_authority_link = Complain to { $authority }

## Names of languages, as in running text

language_name_am = Amharic
language_name_ar = Arabic
language_name_az = Azerbaijani
language_name_bg = Bulgarian
language_name_bs = Bosnian
language_name_ckb = Central Kurdish (Sorani)
language_name_cs = Czech
language_name_da = Danish
language_name_de = German
language_name_el = Greek
language_name_en = English
language_name_es = Spanish
language_name_et = Estonian
language_name_fa = Persian
language_name_fi = Finnish
language_name_fit = Meänkieli
language_name_fr = French
language_name_he = Hebrew
language_name_hi = Hindi
language_name_hr = Croatian
language_name_hu = Hungarian
language_name_hy = Armenian
language_name_is = Icelandic
language_name_it = Italian
language_name_ja = Japanese
language_name_ka = Georgian
language_name_kmr = Northern Kurdish (Kurmanji)
language_name_ko = Korean
language_name_ku = Kurdish
language_name_lt = Lithuanian
language_name_lv = Latvian
language_name_mk = Macedonian
language_name_nb = Norwegian
language_name_nl = Dutch
language_name_nn = Norwegian Nynorsk
language_name_no = Norwegian
language_name_pl = Polish
language_name_prs = Dari
language_name_ps = Pashto
language_name_pt = Portuguese
language_name_rmn = Romani
language_name_rom = Romani
language_name_ro = Romanian
language_name_ru = Russian
language_name_se = Northern Sami
language_name_sk = Slovak
language_name_sl = Slovenian
language_name_sma = Southern Sami
language_name_smj = Lule Sami
language_name_so = Somali
language_name_sq = Albanian
language_name_sr = Serbian
language_name_sv = Swedish
language_name_swl = Swedish Sign Language
language_name_th = Thai
language_name_ti = Tigrinya
language_name_tr = Turkish
language_name_uk = Ukrainian
language_name_ur = Urdu
language_name_vi = Vietnamese
language_name_yi = Yiddish
language_name_zh = Chinese
