nav_services = { $x ->
    [a] { nav_services }
   *[b] { -term }
 }
-term = { nav_services }
