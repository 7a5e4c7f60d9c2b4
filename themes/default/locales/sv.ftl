# Gränssnittets texter på svenska, en text per nyckel.
# Webbplatsens egen fil med samma namn behöver bara de texter som den ändrar.

## Språket

direction = ltr
og_locale = sv_SE
language_own_name = Svenska
# På vilka språk innehållet helst visas, när det inte finns på sidans eget.
content_order = sv
time_separator = .
date = { $day } { $month } { $year }
date_with_weekday = { $weekday } { $day } { $month } { $year }
day_with_weekday = { $weekday } { $day } { $month }
# En dag med få tecken, i listor: ”tors 24 dec”.
short_day = { $weekday } { $day } { $month }
comma = { ", " }
list_and = { $first } och { $last }
list_or = { $first } eller { $last }

month_1 = januari
month_2 = februari
month_3 = mars
month_4 = april
month_5 = maj
month_6 = juni
month_7 = juli
month_8 = augusti
month_9 = september
month_10 = oktober
month_11 = november
month_12 = december
weekday_mon = måndag
weekday_tue = tisdag
weekday_wed = onsdag
weekday_thu = torsdag
weekday_fri = fredag
weekday_sat = lördag
weekday_sun = söndag
month_short_1 = jan
month_short_2 = feb
month_short_3 = mars
month_short_4 = april
month_short_5 = maj
month_short_6 = juni
month_short_7 = juli
month_short_8 = aug
month_short_9 = sep
month_short_10 = okt
month_short_11 = nov
month_short_12 = dec
weekday_short_mon = mån
weekday_short_tue = tis
weekday_short_wed = ons
weekday_short_thu = tors
weekday_short_fri = fre
weekday_short_sat = lör
weekday_short_sun = sön

## Runt varje sida

skip_to_content = Hoppa till innehållet
languages_label = Språk
crumbs_label = Du är här
home = Start
region_nav_label = Hitta i { $region }
nav_a_to_o = A–Ö
nav_municipalities = Kommuner
nav_services = Tjänster
nav_rule_set = Basutbud
open_data = Öppna data om alla enheter:
feed_title = Ändrade kontaktsidor i { $region }
published_by = Utgivare:
# Vart man vänder sig när vården har stängt, om regionen inte har en egen text.
urgent = Ring 1177 för råd om vård, dygnet runt. Ring 112 om det är livshotande.
preview_banner = { $name ->
    [watch] Förhandsvisning: så ser sidan ut den { $date }. Sidan är inte publicerad och uppgifterna kan vara fel.
   *[other] Förhandsvisning ({ $name }): så ser sidan ut den { $date }. Sidan är inte publicerad och uppgifterna kan vara fel.
}
findings_heading = Anmärkningar på sidan

## Startsidor

home_lead = Här hittar du telefonnummer, e-tjänster, öppettider och vägen till vården i din region.
home_regions = Välj region
home_description = Kontaktsidor för vården: telefon, e-tjänster, tidbokning, öppettider och vägbeskrivning.
region_lead = { $count ->
    [0] Det finns inga kontaktsidor här ännu.
    [one] Här finns kontaktsidan för en mottagning eller avdelning.
   *[other] Här finns kontaktsidor för { $count } mottagningar och avdelningar.
}
region_description = Hitta mottagningar och avdelningar i { $region }: från A till Ö, efter kommun eller efter tjänst.
region_types = Hitta efter typ av vård
region_municipalities = Hitta efter kommun
region_services = Hitta efter tjänst
region_website = Läs mer på webbplatsen för { $region }
card_a_to_o = Alla mottagningar och avdelningar i bokstavsordning.
card_rule_set = E-tjänster som mottagningarna ska ha.

## Sökning

search_label = Mottagningar och avdelningar
search_field = Sök vård
search_hint = Till exempel hälsocentral, tandläkare, vaccination eller en ort.
search_filters = Begränsa sökningen
search_municipality = Kommun
search_type = Typ av mottagning
search_service = Tjänst
search_language = Språk som talas
search_all = Alla
search_submit = Sök
search_clear = Rensa
search_count = { $count ->
    [one] 1 träff
   *[other] { $count } träffar
}
search_results = Träffar
search_more = Visa fler
search_none = Vi hittade inget. Kontrollera stavningen, använd färre ord eller ta bort ett filter.
search_failed = Sökningen gick inte att hämta. Försök igen om en stund.
search_lists = Se alla mottagningar och avdelningar från A till Ö
search_meant = Menade du { $words }?
search_some = Inget passar alla ord. Det här passar några av dem.
search_urgent = Ring 1177 om du är osäker på vart du ska vända dig.
filter_open_now = Öppet nu
filter_evenings = Kvällar
filter_weekends = Helger
filter_near = Nära mig
near_sorted = Närmast står först. Var du är används bara här på sidan och sparas inte.
near_failed = Vi fick inte veta var du är. Du kan söka på en ort i stället.
row_open = Öppet nu.
row_closed = Stängt nu.
row_closed_today = Stängt i dag
row_always = Öppet dygnet runt
row_by_appointment = Efter överenskommelse i dag
row_today = I dag { $hours }

## Listor

count_units = { $count ->
    [one] 1 mottagning eller avdelning
   *[other] { $count } mottagningar och avdelningar
}
letters_label = Bokstäver
list_pages_label = Sidor i listan
list_page = Sida { $page }
list_position = Sida { $page } av { $pages }
list_page_title = { $title }, sida { $page } av { $pages }
list_previous = Föregående sida
list_next = Nästa sida
a_to_o_title = Alla mottagningar och avdelningar i { $region }
a_to_o_description = Alla mottagningar och avdelningar i { $region } i bokstavsordning.
municipalities_title = Kommuner i { $region }
municipalities_description = Mottagningar och avdelningar i { $region } efter kommun.
municipality_title = Vård i { $municipality } kommun
municipality_description = Mottagningar och avdelningar i { $municipality } kommun.
municipality_of = { $municipality } kommun
type_title = { $type } i { $region }
type_description = { $type } i { $region }: telefon, öppettider och var de ligger.
service_title = { $service } i { $region }
services_title = Tjänster i { $region }
services_description = E-tjänster och tidbokning i { $region }, och vilka enheter som erbjuder dem.
services_lead = Välj en tjänst för att se vilka enheter som erbjuder den.
service_description = Enheter i { $region } som erbjuder { $service }.
service_label = Visas på enheternas sidor som:
service_rule = Läs vad som gäller för tjänsten i basutbudet
service_units = Enheter som erbjuder tjänsten
service_no_units = Ingen enhet erbjuder tjänsten digitalt ännu.

## Enhetens sida: huvud

unit_description = Telefon, e-tjänster, öppettider och vägbeskrivning för { $unit }.
contents_label = På den här sidan
notices_heading = Tillfällig information
notice_until = Gäller till och med
unit_opens = Vi öppnar
unit_closes = Vi stänger. Sista dagen är
key_facts_label = Kontakt
call = Ring
to_services = E-tjänster
to_booking = Boka tid
phone_brief = Telefontid { $hours }
opening_brief = Öppet { $hours }
see_hours = Se öppettider
today_open = Öppet i dag { $hours }
today_closed = Stängt i dag
today_by_appointment = I dag efter överenskommelse

## Enhetens sida: telefon

contact_heading = Ring oss
phone_label = Telefon
phone_other = Annat telefonnummer
unit_website = Vår webbplats
unit_vcard = Spara numret i telefonen

## Enhetens sida: tjänster

booking_heading = Tidbokning
booking_heading_visits = Boka tid
booking_direct = Boka direkt
booking_assessed = När vi har bedömt ditt behov
booking_own_times = Dina tider
e_services_heading = E-tjänster
extra_services_heading = Fler tjänster hos oss
service_login = Du loggar in, till exempel med e-legitimation.
service_login_mostly = Till de flesta tjänsterna loggar du in, till exempel med e-legitimation.
service_login_here = Du loggar in
service_no_login_here = Du behöver inte logga in
service_only_by = Du kan göra det { $channels }. Det finns ingen e-tjänst för det här hos oss.
service_also_by = Du kan också göra det { $channels }.
channel_phone = genom att ringa oss
channel_phone_number = genom att ringa oss på { $number }
channel_letter = med brev
channel_visit = på plats hos oss
visit_link_from_staff = Du får en länk av oss och väljer en tid själv.
visit_basis_from_staff = Du väljer en tid själv.
booking_weeks_ahead = { $weeks ->
    [one] Du kan boka tid upp till en vecka framåt.
   *[other] Du kan boka tid upp till { $weeks } veckor framåt.
}
booking_until = Du kan boka tid till och med { $date }.
promise_feedback_working_day = { $days ->
    [0] Du får en första återkoppling på ditt ärende samma arbetsdag.
    [one] Du får en första återkoppling på ditt ärende inom en arbetsdag.
   *[other] Du får en första återkoppling på ditt ärende inom { $days } arbetsdagar.
}
promise_feedback_weekday = { $days ->
    [0] Du får en första återkoppling på ditt ärende samma vardag.
    [one] Du får en första återkoppling på ditt ärende inom en vardag.
   *[other] Du får en första återkoppling på ditt ärende inom { $days } vardagar.
}
promise_answer_working_day = { $days ->
    [0] Du får svar på ditt ärende samma arbetsdag.
    [one] Du får svar på ditt ärende inom en arbetsdag.
   *[other] Du får svar på ditt ärende inom { $days } arbetsdagar.
}
promise_answer_weekday = { $days ->
    [0] Du får svar på ditt ärende samma vardag.
    [one] Du får svar på ditt ärende inom en vardag.
   *[other] Du får svar på ditt ärende inom { $days } vardagar.
}
promise_feedback_hours = { $hours ->
    [one] Du får en första återkoppling på ditt ärende inom en timme.
   *[other] Du får en första återkoppling på ditt ärende inom { $hours } timmar.
}
promise_answer_hours = { $hours ->
    [one] Du får svar på ditt ärende inom en timme.
   *[other] Du får svar på ditt ärende inom { $hours } timmar.
}
promise_feedback_today = Skickar du i dag får du en första återkoppling senast { $day }.
promise_answer_today = Skickar du i dag svarar vi senast { $day }.
reply_feedback_working_day = { $days ->
    [0] Återkoppling samma arbetsdag
    [one] Återkoppling inom en arbetsdag
   *[other] Återkoppling inom { $days } arbetsdagar
}
reply_feedback_weekday = { $days ->
    [0] Återkoppling samma vardag
    [one] Återkoppling inom en vardag
   *[other] Återkoppling inom { $days } vardagar
}
reply_answer_working_day = { $days ->
    [0] Svar samma arbetsdag
    [one] Svar inom en arbetsdag
   *[other] Svar inom { $days } arbetsdagar
}
reply_answer_weekday = { $days ->
    [0] Svar samma vardag
    [one] Svar inom en vardag
   *[other] Svar inom { $days } vardagar
}
reply_feedback_hours = { $hours ->
    [one] Återkoppling inom en timme
   *[other] Återkoppling inom { $hours } timmar
}
reply_answer_hours = { $hours ->
    [one] Svar inom en timme
   *[other] Svar inom { $hours } timmar
}

## Enhetens sida: öppettider

hours_opening = Öppettider
hours_ordinary = Vanliga öppettider
hours_phone = Telefontider
hours_drop_in = Drop-in
hours_visiting = Besökstider
hours_from = Från och med
hours_since = Tiderna gäller från och med
hours_odd_weeks = { $hours } udda veckor
hours_even_weeks = { $hours } jämna veckor
drop_in_help = Du kan komma utan att ha bokat tid.
visiting_heading = För dig som ska besöka någon
holidays = Helgdagar
holiday_eves = Dagar före helgdagar
holiday_eve = dag före helgdag
holiday_new_years_day = nyårsdagen
holiday_epiphany = trettondedag jul
holiday_good_friday = långfredagen
holiday_easter_sunday = påskdagen
holiday_easter_monday = annandag påsk
holiday_may_day = första maj
holiday_ascension_day = Kristi himmelsfärdsdag
holiday_whit_sunday = pingstdagen
holiday_whit_monday = annandag pingst
holiday_national_day = nationaldagen
holiday_midsummer_eve = midsommarafton
holiday_midsummer_day = midsommardagen
holiday_all_saints_day = alla helgons dag
holiday_christmas_eve = julafton
holiday_christmas_day = juldagen
holiday_boxing_day = annandag jul
holiday_new_years_eve = nyårsafton
closed = Stängt
by_appointment = Efter överenskommelse
until_further_notice = tills vidare
around_the_clock = Dygnet runt
not_stated = Ej angivet
phone_open_now = Du kan ringa nu
phone_open_until = Du kan ringa nu, till klockan { $time }
phone_closed_now = Telefonen är stängd nu
phone_opens_today = Telefonen är stängd. Den öppnar klockan { $time }.
phone_opens = Telefonen är stängd. Den öppnar { $day } klockan { $time }.
visit_open_now = Öppet nu
visit_open_until = Öppet nu, till klockan { $time }
visit_closed_now = Stängt nu
visit_opens_today = Stängt nu. Vi öppnar klockan { $time }.
visit_opens = Stängt nu. Vi öppnar { $day } klockan { $time }.
now_today = i dag
now_tomorrow = i morgon
now_by_appointment = I dag efter överenskommelse
poster_link = Skriv ut en affisch med öppettider till dörren
poster_print = Skriv ut sidan på ett A4.
poster_back = Tillbaka till mottagningens sida
poster_code = QR-kod som leder till sidan
poster_scan = Skanna koden för att läsa mer, boka tid eller kontakta oss.
unit_calendar = Lägg till dagarna i din kalender
deviations_heading = Ändrade öppettider
deviations_caption = Ändrade öppettider de närmaste 60 dagarna
# Före och efter namnet på den som svarar.
answered_by = Medan vi har stängt svarar
answered_by_case = på ditt ärende
answered_by_phone = telefon
table_days = Dag
table_hours = Tid
table_date = Datum
table_change = Ändring
table_by = Av

## Enhetens sida: resten

care_heading = Så söker du vård
care_languages = Vi talar
ages_all = Vi tar emot alla åldrar.
ages_from = Vi tar emot dig som är { $from } år eller äldre.
ages_to = Vi tar emot dig som är högst { $to } år.
ages_between = Vi tar emot dig som är mellan { $from } och { $to } år.
accepts_yes = Vi tar emot nya patienter.
accepts_no = Vi tar inte emot nya patienter just nu.
accepts_queue = Du som är ny patient får stå i kö.
waiting_time_heading = Väntetid
fees_heading = Vad det kostar
interpreter_heading = Tolk
help_heading = Det här kan du få hjälp med
help_more = Läs mer om
news_heading = Aktuellt
public_transport_heading = Kollektivtrafik
parking_heading = Parkering
facility_lift = Hiss
facility_step_free = Entré och lokaler utan trappsteg
facility_accessible_toilet = Toalett för dig som använder rullstol
facility_hearing_loop = Hörslinga
facility_accessible_parking = Parkering för dig med parkeringstillstånd för rörelsehindrade
facility_automatic_doors = Dörrar som öppnas automatiskt
about_heading = Om oss
find_heading = Hitta hit
postal_address = Postadress
accessibility_heading = Tillgänglighet
related_heading = Andra enheter
owner_heading = Om sidan och mottagningen
owner_region = Verksamheten drivs av
owner_provider = Utförare:
owner_private = Verksamheten drivs privat av
owner_private_unnamed = Verksamheten drivs privat.
owner_agreement = Det finns avtal med
content_owner = ansvarar för innehållet.
reviewed = Sidan granskades i sin helhet
rule_set_of_page = Sidan följer
rule_set_from = som gäller från

## Basutbud

rule_set_title = Basutbud i { $region }
rule_set_description = De e-tjänster och den tidbokning som enheter i { $region } ska erbjuda, och vad som gäller för dem.
rule_set_lead = Basutbudet är de tjänster som du ska kunna räkna med hos de enheter som omfattas.
rule_set_none = Det finns inget basutbud som gäller i dag.
rule_set_document = Dokument
rule_set_in_force = Gäller från
rule_set_decided = Beslutat
rule_set_owner = Ansvarig för dokumentet
rule_set_naming = Beslutar om namn på tjänster
rule_set_language_note = Dokumentet är på svenska.
rule_set_purpose = Syfte
rule_set_concerned = Berörd verksamhet
rule_set_response = Svarstid
rule_set_principles = Övergripande principer
rule_set_one_of = Grupper av tjänster
rule_set_history = Historik
rule_set_history_caption = Ändringar i dokumentet
rule_set_versions = Andra versioner
version_upcoming = Kommande version, gäller från
version_earlier = Tidigare version, gällde från
version_more = Tjänster som inte finns i det som gäller i dag:
version_fewer = Tjänster som saknas jämfört med i dag:
rule_label = Visas för invånare som
rule_requirement = Krav
rule_exceptions = Undantag
rule_exceptions_examples = Undantag, exempel
rule_satisfied_by = Uppfylls också av
rule_source = Källa
rule_set_scope = Enheter som omfattas
rule_set_whole = Dokumentet i sin helhet
rule_set_target = { $hours ->
    [one] Målet är att svara inom en timme.
   *[other] Målet är att svara inom { $hours } timmar.
}
rules_must_booking = Tidbokning som ska erbjudas
rules_must_e_service = E-tjänster som ska erbjudas
rules_should_booking = Tidbokning som rekommenderas
rules_should_e_service = E-tjänster som rekommenderas
rules_may_booking = Tidbokning som kan erbjudas
rules_may_e_service = E-tjänster som kan erbjudas
rules_must_not_booking = Tidbokning som inte får erbjudas
rules_must_not_e_service = E-tjänster som inte får erbjudas
group_must = { $count ->
    [one] Minst en av de här tjänsterna ska erbjudas:
   *[other] Minst { $count } av de här tjänsterna ska erbjudas:
}
group_should = { $count ->
    [one] Minst en av de här tjänsterna bör erbjudas:
   *[other] Minst { $count } av de här tjänsterna bör erbjudas:
}
group_may = { $count ->
    [one] Minst en av de här tjänsterna kan erbjudas:
   *[other] Minst { $count } av de här tjänsterna kan erbjudas:
}
group_must_not = { $count ->
    [one] Ingen av de här tjänsterna får erbjudas:
   *[other] Färre än { $count } av de här tjänsterna får erbjudas:
}
rule_phase_in = Gäller fullt ut från
who_all = Alla enheter
who_nobody = Ingen enhet är skyldig
who_units = Enheter
who_clinics = Mottagningar
who_wards = Avdelningar
who_types = Enheter av typen { $names }
who_administration = inom { $names }
who_agreement = med avtalet { $names }
who_system = med journalsystemet { $names }
who_care_form = med vård- och omsorgsform { $names }
who_municipality = i { $names }
who_offers = som erbjuder { $names }
who_patients = med patientkontakt
who_no_patients = utan patientkontakt
who_private = som drivs privat
who_own = som inte drivs privat
who_activity = som { $verb } { $rest }
who_activity_asked = som svarar ja på frågan ”{ $question }”
who_question_subject = enheten
who_question_auxiliary = *
who_being = som är { $what }
who_except = utom { $what }
who_unknown = som dokumentet beskriver
rule_units = Enheter som erbjuder
rule_weeks_ahead = { $weeks ->
    [one] Tider ska kunna bokas minst en vecka framåt.
   *[other] Tider ska kunna bokas minst { $weeks } veckor framåt.
}
duty_must = Ska erbjudas av
duty_should = Bör erbjudas av
duty_may = Kan erbjudas av
duty_must_not = Får inte erbjudas av

## Övriga sidor

not_found_title = Sidan finns inte
not_found_lead = Adressen kan vara felskriven, eller så har sidan flyttats eller tagits bort.
not_found_home = Gå till startsidan
redirect_title = Sidan har flyttat
redirect_lead = Du hittar den nu här:

## Tillgänglighetsredogörelsen

statement_title = Tillgänglighetsredogörelse
statement_description = Hur tillgänglig webbplatsen är, och hur du berättar om hinder.
statement_who = { $actor } står bakom den här webbplatsen. Vi vill att så många som möjligt ska kunna använda den. Den här redogörelsen gäller { $sites }.
statement_level_heading = Hur tillgänglig webbplatsen är
statement_full = Webbplatsen är helt förenlig med lagen (2018:1937) om tillgänglighet till digital offentlig service.
statement_partly = Webbplatsen är delvis förenlig med lagen (2018:1937) om tillgänglighet till digital offentlig service. Bristerna står nedan.
statement_none = Webbplatsen är inte förenlig med lagen (2018:1937) om tillgänglighet till digital offentlig service. Bristerna står nedan.
statement_measure = Måttet är WCAG 2.1 på nivå AA, enligt standarden EN 301 549.
statement_shortcomings_heading = Innehåll som inte är tillgängligt
statement_no_shortcomings = Vi känner inte till några brister.
statement_non_compliance = Brister mot lagens krav
statement_burden = Oskäligt betungande anpassning
statement_exempt = Innehåll som inte omfattas av lagen
statement_reason = Skäl:
statement_instead = Gör så här i stället:
statement_assessed_heading = Hur vi har bedömt webbplatsen
statement_self_assessment = Vi har själva bedömt webbplatsen.
statement_independent_audit = En oberoende granskare har bedömt webbplatsen.
statement_assessed = Senaste bedömningen gjordes den
statement_published = Webbplatsen publicerades den
statement_updated = Redogörelsen uppdaterades senast den
statement_report_heading = Berätta om du möter hinder
statement_report = Hör av dig om något inte går att använda, eller om du behöver innehåll som är undantaget från lagen på ett sätt som fungerar för dig. Säg vilken sida det gäller, men skriv inget om din hälsa.
statement_report_email = E-post:
statement_report_form = Formulär för att anmäla brister
statement_authority_heading = Anmäl till myndigheten
statement_authority = { $authority } har tillsyn över lagen. Är du inte nöjd med hur vi tar hand om dina synpunkter kan du anmäla det dit.
statement_authority_link = Anmäl till { $authority }

## Namn på språk, som de står i löpande text

language_name_am = amhariska
language_name_ar = arabiska
language_name_az = azerbajdzjanska
language_name_bg = bulgariska
language_name_bs = bosniska
language_name_ckb = centralkurdiska (sorani)
language_name_cs = tjeckiska
language_name_da = danska
language_name_de = tyska
language_name_el = grekiska
language_name_en = engelska
language_name_es = spanska
language_name_et = estniska
language_name_fa = persiska
language_name_fi = finska
language_name_fit = meänkieli
language_name_fr = franska
language_name_he = hebreiska
language_name_hi = hindi
language_name_hr = kroatiska
language_name_hu = ungerska
language_name_hy = armeniska
language_name_is = isländska
language_name_it = italienska
language_name_ja = japanska
language_name_ka = georgiska
language_name_kmr = nordkurdiska (kurmanji)
language_name_ko = koreanska
language_name_ku = kurdiska
language_name_lt = litauiska
language_name_lv = lettiska
language_name_mk = makedonska
language_name_nb = norska
language_name_nl = nederländska
language_name_nn = nynorska
language_name_no = norska
language_name_pl = polska
language_name_prs = dari
language_name_ps = pashto
language_name_pt = portugisiska
language_name_rmn = romani chib
language_name_rom = romani chib
language_name_ro = rumänska
language_name_ru = ryska
language_name_se = nordsamiska
language_name_sk = slovakiska
language_name_sl = slovenska
language_name_sma = sydsamiska
language_name_smj = lulesamiska
language_name_so = somaliska
language_name_sq = albanska
language_name_sr = serbiska
language_name_sv = svenska
language_name_swl = svenskt teckenspråk
language_name_th = thai
language_name_ti = tigrinska
language_name_tr = turkiska
language_name_uk = ukrainska
language_name_ur = urdu
language_name_vi = vietnamesiska
language_name_yi = jiddisch
language_name_zh = kinesiska
