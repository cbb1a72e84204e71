import sys
from collections import Counter, defaultdict
from pathlib import Path

from kewei.curate.propose import *

P = Path(".")
cat, rev = learned(P / "seeds", P / "documents")
det = {(r["document_id"], r["char_start"]): r for r in rows_of(P / "seeds", "fact_details")}
T = Counter()
N = Counter()
verbose = set(sys.argv[1:])
for d in cat.documents:
    did = d["document_id"]
    one = [r for r in rev if r.document_id == did][0]
    header = {k: d[k] for k in ("district_code", "document_type", "covers_year", "part_start", "part_end")}
    pieces, st = propose(one.text, header, cat, rev, hold_out=did)
    hc, hr = held_out(cat, rev, did)
    truth = {int(r["char_start"]): r["disposition"] for r in one.ledger}
    facts = defaultdict(list)
    for r in one.facts:
        facts[int(r["char_start"])].append(r)

    def note(k, ok, msg):
        N[k] += 1
        T[k] += ok
        if not ok and k in verbose:
            print(did[:12], k, msg)

    for p in pieces:
        s = p["char_start"]
        x = st[str(s)]
        a = truth[s] in ("figure", "figure_run_on")
        b = x["disposition"]["value"] in ("figure", "figure_run_on")
        ctx = "".join(one.text[max(0, s - 40) : s].split()) + "【" + "".join(one.text[s : s + 20].split())
        if b:
            note("precision", a, (s, p["numeral"], truth[s], ctx))
        if a:
            note("recall", b, (s, p["numeral"], ctx))
        note(
            "disposition",
            truth[s] == x["disposition"]["value"],
            (s, p["numeral"], truth[s], x["disposition"]["value"], ctx),
        )
        if s in facts:
            pf = x["facts"]
            note("things", len(pf) == len(facts[s]), (s, len(pf), ctx))
            for i, f in enumerate(facts[s]):
                if not pf:
                    continue
                g = pf[min(i, len(pf) - 1)]
                c = {k: v["value"] for k, v in g["cells"].items()}
                allok = True
                dd = det.get((did, str(s)), {})
                for k in (
                    "figure",
                    "measure",
                    "kind",
                    "year",
                    "strength",
                    "rank_group",
                    "period",
                    "base_year",
                    "unit",
                    "target_kind",
                    "claimed_verdict",
                ):
                    want = f[k] if k in f else dd.get(k, "")
                    ok = c[k] == want
                    allok &= ok
                    note(k, ok, (s, f["figure"], c[k], want, ctx))
                note("all", allok, (s, f["figure"]))
                note(
                    "place",
                    (c["area_code"], c["district_code"]) == (f["area_code"], f["district_code"]),
                    (s, f["figure"], c["area_code"], f["area_code"], ctx),
                )
                known = f["indicator_code"] in hc.indicators
                codes = [n["indicator_code"] for n in g["nearest"]]
                if known:
                    first = c["indicator_code"] or (codes[0] if codes else None)
                    note(
                        "known first",
                        c["indicator_code"] == f["indicator_code"],
                        (s, f["figure"], f["indicator_code"], c["indicator_code"], g["nearest"][:3], ctx),
                    )
                    note(
                        "known best",
                        (codes or [0])[0] == f["indicator_code"],
                        (s, f["figure"], f["indicator_code"], g["nearest"][:3], ctx),
                    )
                    note(
                        "known five",
                        f["indicator_code"] in codes,
                        (
                            s,
                            f["figure"],
                            f["indicator_code"],
                            [(n["indicator_code"], n["score"]) for n in g["nearest"]],
                            ctx,
                        ),
                    )
                else:
                    note(
                        "new",
                        c["indicator_code"] is None,
                        (s, f["figure"], f["indicator_code"], c["indicator_code"], g["nearest"][:2], ctx),
                    )
        elif x["facts"] and b:
            note("extra fact", False, (s, ctx))
for k in N:
    print(f"{k:16}{T[k]}/{N[k]} {100 * T[k] / N[k]:.1f}")
