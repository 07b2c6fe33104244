"""The page of roles, made from the table: python -m tidings.web.accounts.page > docs/roles.md"""

from tidings.web.accounts.roles import PERMISSIONS, may

WORDS = {
    "read_appeals": "open appeals and files of appeals",
    "triage": "take, sort, join and set aside appeals; confirm facts",
    "hotline": "write down an appeal for somebody who calls",
    "import_appeals": "bring in a file of appeals, and take it out again",
    "search": "find people, cases and appeals",
    "read_cases": "open cases; contacts stay masked",
    "work_cases": "open, change, hand over and close cases",
    "reveal_contacts": "see a masked contact, with a reason that is written down",
    "answer_relatives": "write to a relative's mailbox",
    "read_tracing": "open lists and candidates",
    "decide_matches": "have lists looked through; answer candidates",
    "import_lists": "bring in a list of people found, or the names in a report",
    "read_letters": "open and download letters",
    "write_letters": "draft and edit letters",
    "send_letters": "note that a letter went out or was answered",
    "read_reports": "open press reports, their claims and incidents",
    "write_reports": "add press reports; confirm, correct, reject and add claims; make incidents of them",
    "teach": "have the sorting of appeals learn from decisions; switch that on and off",
    "see_restricted": "open restricted cases of others; make a case restricted",
    "see_honey": "know which cases are bait; make and unmake them, two together",
    "see_alerts": "see alerts",
    "raise_budget": "let somebody open more records today",
    "manage_staff": "add people, change roles and teams, end sessions, reset access",
    "approve": "agree, as the second person",
    "erase": "ask that a case be erased",
    "hold": "put a case under legal hold",
    "export": "take cases out as a file, once a second person agreed",
    "read_journal": "read the journal",
    "verify_journal": "check the journal's chains",
    "audit": "read the journal and the alerts of every team",
    "keep_keys": "open the office, and keep its key slots",
}

HEAD = """# Who may do what

Made from the one table that the desk itself reads, `tidings/web/accounts/roles.py`, by
`python -m tidings.web.accounts.page > docs/roles.md`; a test fails when the two differ.

Everything is of one's own team; another team's records do not exist for anyone. A **restricted** case, and whatever hangs on it, is
there only for the person responsible and for the coordinators of the team. Who may seal the office: everyone who works here.

"""


def page() -> str:
    """Return the page as Markdown."""
    roles = list(PERMISSIONS)
    lines = [f"| | {' | '.join(roles)} |", "|---|" + ":-:|" * len(roles)]
    for word, said in WORDS.items():
        ticks = " | ".join("✓" if may(role, word) else " " for role in roles)
        lines.append(f"| {said} (`{word}`) | {ticks} |")
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")
