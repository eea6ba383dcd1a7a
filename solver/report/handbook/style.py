"""How the page looks, on a screen and on paper.

Nothing is said by colour alone: verdicts have a sign and a word, levels a word and a border of their own,
days that break a rule a double frame. The colours are a blue and an orange that colour-blind readers
tell apart, and that differ in grey.
"""

from __future__ import annotations

STYLE = """
:root { --ink: #1a1a1a; --quiet: #555; --line: #999; --good: #0b5a8f; --bad: #b34700; }
* { box-sizing: border-box; }
body { margin: 2rem auto; max-width: 54rem; padding: 0 1rem; color: var(--ink); background: #fff;
  font: 1rem/1.45 Charter, Georgia, "Times New Roman", serif; }
h1 { font-size: 2rem; line-height: 1.15; margin: 0 0 .3rem; }
h2 { font-size: 1.4rem; margin: 2.2rem 0 .6rem; border-bottom: 2px solid var(--ink); }
h3, h4 { font-size: 1.08rem; line-height: 1.3; margin: 0 0 .2rem; }
h3 { margin-top: 1.4rem; }
article h3 { margin-top: 0; }
p { margin: .3rem 0; }
a { color: inherit; text-decoration-color: var(--line); }
article { margin: 1.1rem 0 1.6rem; }
.counts, .exactly, .id, .more { color: var(--quiet); }
.exactly, .id, .more { font-size: .85rem; }
.part { margin-top: .8rem; font-weight: bold; }
code { font: .95em ui-monospace, Menlo, Consolas, monospace; }
.level { display: inline-block; padding: 0 .45em; margin-right: .6em; border: 1.5px solid var(--ink);
  font-size: .8rem; font-weight: bold; color: var(--ink); }
.level.should { border-style: dashed; }
.level.prefer { border-style: dotted; }
nav ul { margin: .2rem 0 .6rem; padding-left: 1.4rem; }
nav .rules { list-style: none; padding-left: 1.7rem; text-indent: -1.7rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .8rem; margin: .4rem 0; }
dt { grid-column: 1; font-weight: bold; }
dt.level { justify-self: start; align-self: start; }
dd { grid-column: 2; margin: 0; }
article dl { font-size: .92rem; }
.source { font-size: .82rem; padding-top: .08rem; color: var(--quiet); }
table { width: 100%; table-layout: fixed; border-collapse: collapse; margin: .6rem 0 .2rem;
  font: .78rem/1.25 "Helvetica Neue", Arial, sans-serif; }
th, td { border: 1px solid var(--line); padding: .2rem .3rem; text-align: left; vertical-align: top;
  overflow-wrap: break-word; hyphens: auto; }
th:first-child { width: 16%; }
thead th { border-bottom: 2px solid var(--ink); }
th span, td span, th b { display: block; }
th span { font-weight: normal; }
th .week { color: var(--quiet); }
td span + span { border-top: 1px dotted var(--line); margin-top: .15rem; padding-top: .15rem; }
td i { color: var(--quiet); font-style: normal; }
tbody { border-bottom: 2px solid var(--line); }
tbody.holds b, tbody.earns b { color: var(--good); }
tbody.breaks b, tbody.breaks .says td { color: var(--bad); }
tbody.costs th { border-left: 4px dashed var(--bad); }
tbody.breaks th { border-left: 4px double var(--bad); }
tbody.holds th, tbody.earns th { border-left: 4px solid var(--good); }
td.here { outline: 3px double var(--bad); outline-offset: -3px; font-weight: bold; }
.says td { font-size: .82rem; }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .8rem; }
@page { margin: 18mm 16mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
  a { text-decoration: none; }
  h2, h3, h4 { break-after: avoid; }
  .id, .exactly, article dl { break-after: avoid; }
  tr, tbody, article dl { break-inside: avoid; }
  .chapter { break-before: page; }
  p, dd, li { orphans: 3; widows: 3; }
}
"""
