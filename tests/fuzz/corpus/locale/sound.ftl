nav_services = Alla tjänster
