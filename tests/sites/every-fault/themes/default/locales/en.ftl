not_found_lead = There is no such page.
this is not a text
phone_lable = Call us
