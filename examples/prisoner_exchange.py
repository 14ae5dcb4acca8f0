"""The prisoner exchange of 4 July 2025, as The Moscow Times reported it that day.

The same claims as in prisoner_exchange.yaml, and the same findings.
"""

from claimcheck import Aspect, Dossier, Event, Source, anonymous, crosscheck

# Who speaks, and who answers to whom
russia, ukraine = Source("Russia", kind="state"), Source("Ukraine", kind="state")
ministry = Source("Russian Defense Ministry", kind="office", controlled_by=russia)
tass = Source("TASS", kind="news agency", controlled_by=russia)
zelensky = Source("Zelensky", kind="office", controlled_by=ukraine)
times = Source("The Moscow Times", kind="newspaper")
someone = anonymous("an anonymous source")

# What they speak about
exchange = Event(
    "prisoner exchange", when="2025-07-04", participants=[russia, ukraine], ordinals={"since Istanbul": 8}
)
talks = Event(
    "peace talks", when="2025-06-02", participants=[russia, ukraine], name="Istanbul talks of 2 June"
)

# What they say
friday = {"said": "2025-07-04"}
quoted = {"via": times, **friday}
passed_on = {"via": [tass, times], **friday}

dossier = Dossier(
    opposed=[(russia, ukraine)], aspects=[Aspect("agreed number", modality="plan")], timezone="Europe/Kyiv"
)
dossier += [source.says(exchange, "took place", "yes", **quoted) for source in (ministry, zelensky)]
dossier += times.says(exchange, "took place", "yes", **friday)
dossier += [
    times.says(exchange, "number exchanged", "withheld", silent=side, **friday) for side in (russia, ukraine)
]
dossier += zelensky.says(
    exchange, "share held since 2022", "most", scope={"to": "Ukraine", "group": "service members"}, **quoted
)
dossier += [
    zelensky.says(exchange, "returned", "at least 1", scope={"to": "Ukraine", "group": group}, **quoted)
    for group in ("civilians", "soldiers", "National Guard", "border guards")
]
dossier += ministry.says(
    exchange, "repatriated", "at least 1", scope={"to": "Russia", "group": "military personnel"}, **quoted
)
dossier += russia.says(exchange, "taken to", {"within": "Belarus"}, scope={"who": "Russian troops"}, **quoted)
dossier += someone.says(
    exchange, "returned", "two", scope={"group": "civilians", "from": "Kursk region"}, **passed_on
)
dossier += someone.says(exchange, "equal exchange", "yes", **passed_on)
dossier += times.says(
    talks, "agreed number", "more than 1,000", scope={"group": "wounded or ill, and under 25"}, **friday
)
dossier += [
    times.says(exchange, "exchanges carried out before", words, **friday) for words in ("at least seven", "7")
]
dossier += times.says(exchange, "previous exchange", "June 26", **friday)

report = crosscheck(dossier)

if __name__ == "__main__":
    print(report)
