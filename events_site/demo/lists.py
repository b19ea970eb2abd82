"""The lists that the demonstration starts with; a secretariat may change all of them."""

#: slug: (name, heading in lists, how it is printed, may be chosen when registering)
CATEGORIES = {
    "member": ("Member of the Committee", "Members of the Committee", "by_name", False),
    "member-state": ("Representative of a Member State", "Member States", "by_name", True),
    "expert": ("Expert", "Experts", "by_name", True),
    "observer": ("Observer", "Observers", "by_institution", True),
    "united-nations": ("United Nations system", "United Nations system", "by_name", True),
    "international": ("International organization", "International organizations", "by_name", True),
    "academia": ("Academia", "Academia", "by_name", True),
    "civil-society": ("Civil society", "Civil society", "by_name", True),
    "private-sector": ("Private sector", "Private sector", "by_name", True),
    "secretariat": ("Secretariat", "Secretariat", "by_name", False),
    "intern": ("Intern", "Interns", "by_name", False),
}

#: key: (name as in a sentence, kind)
ADDRESSEES = {
    "states": ("Member States", "states"),
    "sids": ("small island developing States", "states"),
    "ldcs": ("the least developed countries", "states"),
    "parties": ("States Parties to the United Nations Convention against Corruption", "states"),
    "local": ("local governments", "stakeholders"),
    "secretariat": ("the Secretariat", "un"),
    "dpadm": ("the Division for Public Administration and Development Management", "un"),
    "dmb": ("the Development Management Branch", "un"),
    "itu": ("the International Telecommunication Union", "un"),
    "un-women": ("UN Women", "un"),
    "unodc": ("the United Nations Office on Drugs and Crime", "un"),
    "sais": ("supreme audit institutions", "body"),
    "intosai": ("the International Organization of Supreme Audit Institutions", "body"),
    "civil-society": ("civil society organizations", "stakeholders"),
    "private-sector": ("the private sector", "stakeholders"),
    "schools": ("schools and institutes of public administration", "stakeholders"),
    "partners": ("development partners", "stakeholders"),
}

#: What public policy has for opening administration to citizens, and the theme whose recommendations are about it.
MECHANISMS = {
    "Laws on transparency and access to information": "access-to-information",
    "Laws on procedures and duties of public servants": "legal-frameworks",
    "Rules for single public services": "service-delivery",
    "Audits and inspections": "audit-oversight",
    "Peer reviews": "knowledge-management",
    "Civic observatories and community councils": "economic-social-councils",
    "Public meetings and hearings": "citizen-engagement",
    "Bodies that hear grievances and enforce rights": "anti-corruption",
}
