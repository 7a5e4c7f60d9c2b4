# نصوص الواجهة بالعربية. ملف تجريبي: ينقصه بعض النصوص.

## اللغة

direction = rtl
og_locale = ar_AR
language_own_name = العربية
content_order = en sv
time_separator = :
date = { $day } { $month } { $year }
date_with_weekday = { $weekday } { $day } { $month } { $year }
day_with_weekday = { $weekday } { $day } { $month }
comma = { "، " }
list_and = { $first } و{ $last }
list_or = { $first } أو { $last }

month_1 = يناير
month_2 = فبراير
month_3 = مارس
month_4 = أبريل
month_5 = مايو
month_6 = يونيو
month_7 = يوليو
month_8 = أغسطس
month_9 = سبتمبر
month_10 = أكتوبر
month_11 = نوفمبر
month_12 = ديسمبر
weekday_mon = الاثنين
weekday_tue = الثلاثاء
weekday_wed = الأربعاء
weekday_thu = الخميس
weekday_fri = الجمعة
weekday_sat = السبت
weekday_sun = الأحد

## حول كل صفحة

skip_to_content = انتقل إلى المحتوى
languages_label = اللغة
crumbs_label = أنت هنا
home = الصفحة الرئيسية
region_nav_label = ابحث في { $region }
nav_a_to_o = من A إلى Ö
nav_municipalities = البلديات
nav_services = الخدمات
nav_rule_set = الخدمات الأساسية
open_data = بيانات مفتوحة عن جميع الوحدات:
feed_title = صفحات الاتصال التي تغيرت في { $region }
published_by = الناشر:
preview_banner = معاينة ({ $name })، كما ستكون الصفحة في { $date }. هذه الصفحة غير منشورة وقد تكون المعلومات خاطئة.
findings_heading = ملاحظات على الصفحة

## صفحات البداية

home_lead = هنا تجد أرقام الهاتف والخدمات الإلكترونية ومواعيد العمل والطريق إلى الرعاية في منطقتك.
home_regions = اختر المنطقة
home_description = صفحات الاتصال بالرعاية الصحية: الهاتف والخدمات الإلكترونية وحجز المواعيد ومواعيد العمل.
region_lead = { $count ->
    [0] لا توجد صفحات اتصال هنا بعد.
    [one] هنا صفحة الاتصال لوحدة واحدة.
    [two] هنا صفحتا الاتصال لوحدتين.
    [few] هنا صفحات الاتصال لـ { $count } وحدات.
   *[other] هنا صفحات الاتصال لـ { $count } وحدة.
}
region_description = ابحث عن العيادات والأقسام في { $region } حسب الاسم أو البلدية أو الخدمة.
region_municipalities = ابحث حسب البلدية
region_services = ابحث حسب الخدمة
region_website = اقرأ المزيد على موقع { $region }
card_a_to_o = جميع العيادات والأقسام بالترتيب الأبجدي.
region_types = ابحث حسب نوع الرعاية
card_rule_set = ما يجب أن تقدمه كل وحدة.
search_label = العيادات والأقسام
search_field = ابحث عن عيادة أو قسم
search_hint = مثلاً اسم أو مكان أو ما تحتاج إليه.
search_filters = تضييق البحث
search_municipality = البلدية
search_type = نوع الوحدة
search_service = الخدمة
search_language = اللغة المتحدث بها
search_all = الكل
search_submit = بحث
search_clear = مسح
search_count = النتائج: { $count }
search_results = النتائج
search_more = عرض المزيد
search_none = لا توجد نتائج. تحقق من الكتابة، أو استخدم كلمات أقل، أو أعد عامل التصفية إلى «الكل».
search_failed = تعذر تحميل البحث. حاول مرة أخرى بعد قليل.
search_lists = عرض جميع العيادات والأقسام من A إلى Ö
search_meant = هل تقصد { $words }؟
search_some = لا شيء يطابق كل الكلمات. هذه تطابق بعضها.
search_urgent = اتصل بالرقم 1177 إذا لم تكن متأكداً من الجهة المناسبة.
filter_open_now = مفتوح الآن
filter_evenings = مساءً
filter_weekends = عطلة نهاية الأسبوع
filter_near = بالقرب مني
near_sorted = الأقرب أولاً. يُستخدم موقعك في هذه الصفحة فقط ولا يُحفظ.
near_failed = لم نتمكن من معرفة موقعك. يمكنك البحث عن مكان بدلاً من ذلك.
row_open = مفتوح الآن.
row_closed = مغلق الآن.
row_closed_today = مغلق اليوم
row_always = مفتوح على مدار الساعة
row_by_appointment = بموعد مسبق اليوم
row_today = اليوم { $hours }

## القوائم

count_units = { $count ->
    [one] وحدة واحدة
    [two] وحدتان
    [few] { $count } وحدات
   *[other] { $count } وحدة
}
letters_label = الحروف
list_pages_label = صفحات القائمة
list_page = صفحة { $page }
list_position = صفحة { $page } من { $pages }
list_page_title = { $title }، صفحة { $page } من { $pages }
list_previous = الصفحة السابقة
list_next = الصفحة التالية
a_to_o_title = العيادات والأقسام في { $region }
a_to_o_description = جميع العيادات والأقسام في { $region } بالترتيب الأبجدي السويدي.
municipalities_title = البلديات في { $region }
municipalities_description = العيادات والأقسام في { $region } حسب البلدية.
municipality_title = الرعاية في بلدية { $municipality }
municipality_description = العيادات والأقسام في بلدية { $municipality }.
municipality_of = بلدية { $municipality }
type_title = { $type } في { $region }
type_description = { $type } في { $region }: الهاتف وأوقات العمل والموقع.
service_title = { $service } في { $region }
services_title = الخدمات في { $region }
services_description = الخدمات الإلكترونية وحجز المواعيد في { $region } والوحدات التي تقدمها.
services_lead = اختر خدمة لترى الوحدات التي تقدمها.
service_description = الوحدات في { $region } التي تقدم { $service }.
service_label = تظهر في صفحات الوحدات باسم:
service_rule = اقرأ القواعد الخاصة بهذه الخدمة
service_units = الوحدات التي تقدم الخدمة
service_no_units = لا تقدم أي وحدة هذه الخدمة إلكترونيا بعد.

## صفحة الوحدة

unit_description = الهاتف والخدمات الإلكترونية ومواعيد العمل والطريق إلى { $unit }.
contents_label = في هذه الصفحة
notices_heading = معلومات مؤقتة
notice_until = حتى
unit_opens = نفتح يوم
unit_closes = نغلق نهائيا. آخر يوم هو
contact_heading = اتصل بنا
call = اتصل على
phone_other = رقم هاتف آخر
unit_website = موقعنا
unit_vcard = احفظ الرقم في هاتفك
to_services = الخدمات الإلكترونية
booking_heading = حجز المواعيد
e_services_heading = الخدمات الإلكترونية
extra_services_heading = خدمات أخرى لدينا
booking_heading_visits = احجز موعدا
service_login = تسجل الدخول، مثلا بالهوية الإلكترونية.
service_only_by = يمكنك القيام بذلك { $channels }. لا توجد لدينا خدمة إلكترونية لهذا.
service_also_by = يمكنك أيضا القيام بذلك { $channels }.
channel_phone = بالاتصال بنا
channel_letter = بالبريد
channel_visit = في الوحدة
visit_link_from_staff = نرسل إليك رابط الحجز بعد تقييم حاجتك.
visit_basis_from_staff = تحجز الموعد بنفسك بعد تقييم حاجتك.
booking_own_times = مواعيدك
booking_weeks_ahead = { $weeks ->
    [one] يمكنك حجز مواعيد لأسبوع قادم.
    [two] يمكنك حجز مواعيد لأسبوعين قادمين.
   *[other] يمكنك حجز مواعيد حتى { $weeks } أسابيع قادمة.
}
booking_until = يمكنك حجز مواعيد حتى { $date }.
promise_feedback_working_day = { $days ->
    [0] تحصل على رد أولي على طلبك في يوم العمل نفسه.
    [one] تحصل على رد أولي على طلبك خلال يوم عمل واحد.
   *[other] تحصل على رد أولي على طلبك خلال { $days } أيام عمل.
}
promise_feedback_weekday = { $days ->
    [0] تحصل على رد أولي على طلبك في اليوم نفسه.
    [one] تحصل على رد أولي على طلبك خلال يوم واحد.
   *[other] تحصل على رد أولي على طلبك خلال { $days } أيام.
}
promise_answer_working_day = { $days ->
    [0] تحصل على جواب على طلبك في يوم العمل نفسه.
    [one] تحصل على جواب على طلبك خلال يوم عمل واحد.
   *[other] تحصل على جواب على طلبك خلال { $days } أيام عمل.
}
promise_answer_weekday = { $days ->
    [0] تحصل على جواب على طلبك في اليوم نفسه.
    [one] تحصل على جواب على طلبك خلال يوم واحد.
   *[other] تحصل على جواب على طلبك خلال { $days } أيام.
}
reply_answer_working_day = { $days ->
    [0] الجواب في يوم العمل نفسه
    [one] الجواب خلال يوم عمل واحد
   *[other] الجواب خلال { $days } أيام عمل
}
hours_opening = مواعيد العمل
hours_ordinary = مواعيد العمل المعتادة
hours_phone = مواعيد الهاتف
hours_drop_in = بدون موعد
hours_visiting = مواعيد الزيارة
hours_from = ابتداءً من
hours_since = تسري هذه الأوقات ابتداءً من
hours_odd_weeks = { $hours } في الأسابيع الفردية
hours_even_weeks = { $hours } في الأسابيع الزوجية
drop_in_help = يمكنك الحضور دون حجز موعد.
visiting_heading = لمن يريد زيارة مريض
holidays = أيام العطل
holiday_eves = الأيام التي تسبق العطل الرسمية
holiday_eve = اليوم السابق لعطلة رسمية
holiday_new_years_day = رأس السنة
holiday_epiphany = عيد الغطاس
holiday_good_friday = الجمعة العظيمة
holiday_easter_sunday = أحد الفصح
holiday_easter_monday = اثنين الفصح
holiday_may_day = عيد العمال
holiday_ascension_day = عيد الصعود
holiday_whit_sunday = أحد العنصرة
holiday_whit_monday = اثنين العنصرة
holiday_national_day = العيد الوطني السويدي
holiday_midsummer_eve = ليلة منتصف الصيف
holiday_midsummer_day = يوم منتصف الصيف
holiday_all_saints_day = عيد جميع القديسين
holiday_christmas_eve = ليلة عيد الميلاد
holiday_christmas_day = عيد الميلاد
holiday_boxing_day = ثاني أيام عيد الميلاد
holiday_new_years_eve = ليلة رأس السنة
closed = مغلق
by_appointment = بموعد مسبق
until_further_notice = حتى إشعار آخر
around_the_clock = على مدار الساعة
not_stated = غير محدد
phone_open_now = يمكنك الاتصال الآن
phone_open_until = يمكنك الاتصال الآن، حتى الساعة { $time }
phone_closed_now = الهاتف مغلق الآن
phone_opens_today = الهاتف مغلق. يفتح الساعة { $time }.
phone_opens = الهاتف مغلق. يفتح { $day } الساعة { $time }.
visit_open_now = مفتوح الآن
visit_open_until = مفتوح الآن، حتى الساعة { $time }
visit_closed_now = مغلق الآن
visit_opens_today = مغلق الآن. نفتح الساعة { $time }.
visit_opens = مغلق الآن. نفتح { $day } الساعة { $time }.
now_today = اليوم
now_tomorrow = غداً
now_by_appointment = اليوم بموعد مسبق
poster_link = اطبع ملصقا بمواعيد العمل للباب
poster_print = اطبع الصفحة على ورقة A4.
poster_back = العودة إلى صفحة العيادة
poster_code = رمز QR يؤدي إلى الصفحة
poster_scan = امسح الرمز لقراءة المزيد أو حجز موعد أو الاتصال بنا.
unit_calendar = أضف هذه الأيام إلى تقويمك
deviations_heading = مواعيد عمل متغيرة
deviations_caption = مواعيد عمل متغيرة خلال الستين يوما القادمة
answered_by = يجيب خلال هذه الفترة
table_days = اليوم
table_hours = الوقت
table_date = التاريخ
table_change = التغيير
table_by = بواسطة
care_heading = كيف تطلب الرعاية
care_languages = نتحدث
ages_all = نستقبل جميع الأعمار.
ages_from = نستقبل من بلغ { $from } سنة فأكثر.
ages_to = نستقبل من لا يتجاوز عمره { $to } سنة.
ages_between = نستقبل من عمره بين { $from } و{ $to } سنة.
accepts_yes = نستقبل مرضى جددا.
accepts_no = لا نستقبل مرضى جددا في الوقت الحالي.
accepts_queue = يوضع المرضى الجدد في قائمة انتظار.
waiting_time_heading = مدة الانتظار
fees_heading = التكلفة
interpreter_heading = الترجمة
help_heading = ما يمكننا مساعدتك فيه
help_more = اقرأ المزيد عن
news_heading = أخبار
public_transport_heading = المواصلات العامة
parking_heading = مواقف السيارات
facility_lift = مصعد
facility_step_free = مدخل ومبنى بلا درج
facility_accessible_toilet = مرحاض لمستخدمي الكراسي المتحركة
facility_hearing_loop = حلقة سمعية
facility_accessible_parking = موقف لحاملي تصريح ذوي الإعاقة الحركية
facility_automatic_doors = أبواب تفتح تلقائيا
about_heading = من نحن
find_heading = كيف تصل إلينا
key_facts_label = الاتصال
postal_address = العنوان البريدي
see_hours = انظر مواعيد العمل
accessibility_heading = إمكانية الوصول
related_heading = وحدات أخرى
owner_heading = عن الصفحة والوحدة
owner_region = تدير الوحدة
owner_provider = المزود:
owner_private = تدير الوحدة جهة خاصة هي
owner_private_unnamed = تدير الوحدة جهة خاصة.
owner_agreement = لديها اتفاق مع
content_owner = المسؤول عن محتوى الصفحة.
reviewed = روجعت الصفحة كاملة في
rule_set_of_page = تتبع الصفحة
rule_set_from = ساري المفعول من

## الخدمات الأساسية

rule_set_title = الخدمات الأساسية في { $region }
rule_set_description = الخدمات الإلكترونية والحجز التي يجب أن تقدمها الوحدات في { $region }.
rule_set_lead = الخدمات الأساسية هي ما يمكنك الاعتماد عليه لدى الوحدات المعنية.
rule_set_none = لا توجد خدمات أساسية سارية اليوم.
rule_set_document = الوثيقة
rule_set_in_force = سارية من
rule_set_decided = تقرر في
rule_set_owner = المسؤول عن الوثيقة
rule_set_naming = يقرر أسماء الخدمات
rule_set_language_note = الوثيقة باللغة السويدية.
duty_must = يجب أن يقدمها
who_all = كل الوحدات
rule_units = الوحدات التي تقدم

## صفحات أخرى

not_found_title = الصفحة غير موجودة
not_found_lead = قد يكون العنوان خاطئا أو أن الصفحة نقلت أو حذفت.
not_found_home = اذهب إلى الصفحة الرئيسية
redirect_title = انتقلت الصفحة
redirect_lead = تجدها الآن هنا:

## بيان إمكانية الوصول

statement_title = بيان إمكانية الوصول
statement_description = مدى سهولة استخدام الموقع، وكيف تبلغ عن العوائق.
statement_who = { $actor } هي الجهة المسؤولة عن هذا الموقع. نريد أن يتمكن أكبر عدد من الناس من استخدامه. يشمل هذا البيان { $sites }.
statement_level_heading = مدى إمكانية الوصول
statement_full = يتوافق الموقع كليا مع قانون إمكانية الوصول إلى الخدمات العامة الرقمية (2018:1937).
statement_partly = يتوافق الموقع جزئيا مع قانون إمكانية الوصول إلى الخدمات العامة الرقمية (2018:1937). النواقص موصوفة أدناه.
statement_none = لا يتوافق الموقع مع قانون إمكانية الوصول إلى الخدمات العامة الرقمية (2018:1937). النواقص موصوفة أدناه.
statement_measure = المعيار هو WCAG 2.1 بالمستوى AA وفق EN 301 549.
statement_shortcomings_heading = محتوى يتعذر الوصول إليه
statement_no_shortcomings = لا نعرف أي نواقص.
statement_reason = السبب:
statement_instead = البديل:
statement_assessed_heading = كيف قيمنا الموقع
statement_self_assessment = قيمنا الموقع بأنفسنا.
statement_independent_audit = قيم الموقع خبير مستقل.
statement_assessed = آخر تقييم:
statement_published = نشر الموقع في
statement_updated = آخر تحديث للبيان:
statement_report_heading = أبلغنا عن العوائق
statement_report = أخبرنا إذا تعذر عليك استخدام شيء ما، أو إذا احتجت إلى محتوى مستثنى من القانون بطريقة تناسبك. اذكر الصفحة المعنية ولا تكتب شيئا عن صحتك.
statement_report_email = البريد الإلكتروني:
statement_report_form = نموذج الإبلاغ
statement_authority_heading = الشكوى إلى السلطة
statement_authority = تشرف { $authority } على القانون. إذا لم تكن راضيا عن تعاملنا مع ملاحظاتك فيمكنك تقديم شكوى إليها.
statement_authority_link = قدم شكوى إلى { $authority }

## أسماء اللغات

language_name_ar = العربية
language_name_en = الإنجليزية
language_name_sv = السويدية

## نصوص قصيرة

short_day = { $weekday } { $day } { $month }
month_short_1 = يناير
month_short_2 = فبراير
month_short_3 = مارس
month_short_4 = أبريل
month_short_5 = مايو
month_short_6 = يونيو
month_short_7 = يوليو
month_short_8 = أغسطس
month_short_9 = سبتمبر
month_short_10 = أكتوبر
month_short_11 = نوفمبر
month_short_12 = ديسمبر
weekday_short_mon = الاثنين
weekday_short_tue = الثلاثاء
weekday_short_wed = الأربعاء
weekday_short_thu = الخميس
weekday_short_fri = الجمعة
weekday_short_sat = السبت
weekday_short_sun = الأحد
urgent = اتصل على 1177 للحصول على نصائح صحية على مدار الساعة. اتصل على 112 إذا كانت الحالة مهددة للحياة.
phone_label = الهاتف
to_booking = احجز موعدا
phone_brief = مواعيد الهاتف { $hours }
opening_brief = مفتوح { $hours }
today_open = مفتوح اليوم { $hours }
today_closed = مغلق اليوم
today_by_appointment = اليوم بموعد مسبق
service_login_mostly = تسجل الدخول إلى معظم الخدمات، مثلا بالهوية الإلكترونية.
service_login_here = تسجل الدخول
service_no_login_here = لا تحتاج إلى تسجيل الدخول
channel_phone_number = بالاتصال بنا على { $number }
booking_direct = احجز مباشرة
booking_assessed = بعد أن نقيم حاجتك
promise_feedback_today = إذا كتبت إلينا اليوم فستحصل على رد أولي في موعد أقصاه { $day }.
answered_by_case = على طلبك
answered_by_phone = هاتف
promise_answer_today = إذا كتبت إلينا اليوم فسنجيبك في موعد أقصاه { $day }.
