"""Two desks work on one story, each with its own dossier; merged in either order they give the same report.

The claim that both desks found is one claim, and a source that one desk knows more about is known so in both.
"""

from claimcheck import Dossier, Event, Source, crosscheck

exchange = Event("prisoner exchange", when="2025-07-04", participants=["Russia", "Ukraine"], id="exchange")

# One desk reads what Russian offices say.
russia = Source("Russia", kind="state")
ministry = Source("Russian Defense Ministry", controlled_by=russia)
belta = Source("BelTA", kind="news agency")
one_desk = Dossier(opposed=[(russia, "Ukraine")])
one_desk += ministry.says(exchange, "took place", "yes", said="2025-07-04")
one_desk += belta.says(exchange, "taken to", {"within": "Belarus"}, said="2025-07-04", witnessed=True)

# The other reads what Ukrainian offices say. It has the ministry's words as well, and knows a source twice removed.
ukraine = Source("Ukraine", kind="state")
staff = Source("Coordination Headquarters", controlled_by=ukraine)
other_desk = Dossier(sources=[ukraine])
other_desk += ministry.says(exchange, "took place", "yes", said="2025-07-04")
other_desk += staff.says(exchange, "took place", "yes", said="2025-07-04")
other_desk += staff.says(exchange, "number exchanged", "withheld", silent=staff, said="2025-07-04")

report = crosscheck(one_desk | other_desk)
in_the_other_order = crosscheck(other_desk | one_desk)
twice = crosscheck(one_desk | other_desk | one_desk)

assert report.to_json() == in_the_other_order.to_json() == twice.to_json()
assert str(report) == str(in_the_other_order) == str(twice)

if __name__ == "__main__":
    print(
        f"One desk found {len(one_desk)} claims, the other {len(other_desk)}; together {len(one_desk | other_desk)}.\n"
    )
    print(report)
