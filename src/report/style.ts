/** The page's only style; its hash stands in the page's content security policy. */
export const STYLE = `:root{color-scheme:light dark;--ink:#1b1f24;--dim:#57606a;--line:#d5dae0;--page:#fff;--box:#f5f7f9;--accent:#0b5cad;--good:#146c37;--aged:#805000;--bad:#b3261e;--calm:#57606a}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ed;--dim:#a0a9b4;--line:#363d46;--page:#14171b;--box:#1c2026;--accent:#7cb8f5;--good:#74d29b;--aged:#e5b85c;--bad:#ff8f86;--calm:#a0a9b4}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--page)}
.shell{max-width:76rem;margin:0 auto;padding:1.5rem 1rem 4rem}
header{border-bottom:1px solid var(--line);padding-bottom:1rem;margin-bottom:1rem}
h1{font-size:1.6rem;line-height:1.25;margin:0}
h2{font-size:1.2rem;margin:2.25rem 0 .6rem}
h3{font-size:1rem;margin:1.4rem 0 .4rem}
h4,h5,h6{font-size:.95rem;margin:1.2rem 0 .3rem}
p{margin:.4rem 0}
.dim,small,time{color:var(--dim)}
small{display:block;font-size:.85rem}
p.goal{font-size:1.05rem;margin:.5rem 0}
dl.facts{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:.6rem 0 0}
dl.facts div{display:flex;gap:.4rem}
dt{color:var(--dim);white-space:nowrap}dd{margin:0}
ul.counts{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;margin:1rem 0 0;padding:0}
ul.counts strong{font-size:1.35rem;margin-right:.35rem}
nav{border-bottom:1px solid var(--line);padding-bottom:1rem;font-size:.92rem}
nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.1rem}
nav a{display:inline-block;padding:.25rem 0;text-decoration:none}nav a:hover{text-decoration:underline}
nav .n{color:var(--dim);margin-left:.3rem}
main>section:first-child>h2{margin-top:1rem}
.first{border:2px solid var(--accent);border-radius:10px;padding:.25rem 1rem .75rem}
pre{background:var(--box);border:1px solid var(--line);border-radius:6px;padding:.7rem;white-space:pre-wrap;font:13px/1.5 ui-monospace,monospace}
code,.code{font:.88em ui-monospace,monospace}
:not(pre)>code{background:var(--box);border-radius:4px;padding:.1em .3em}
blockquote{margin:.5rem 0;padding-left:.8rem;border-left:3px solid var(--line)}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.93rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line)}
th{color:var(--dim);font-weight:500}
.chip{display:inline-block;border:1px solid;border-radius:1rem;padding:0 .55rem;font-size:.78rem;line-height:1.5;font-weight:600;white-space:nowrap;color:var(--calm)}
.verified,.passed,.completed,.commit{color:var(--good)}
.stale,.pending,.blocked,.warning,.recheck{color:var(--aged)}
.contradicted,.failed,.correction,.error,.absolute,.killed{color:var(--bad)}
.unsupported{color:var(--calm)}
.in_progress,.running,.user,.answer,.agent{color:var(--accent)}
li.todo,ol.timeline>li{color:inherit}
li.todo.completed>span:not(.chip){color:var(--dim);text-decoration:line-through}
ul.plain,ul.tree,ul.cards,ol.timeline{list-style:none;margin:.4rem 0;padding:0}
ul.plain>li,ul.tree>li,ol.timeline>li{padding:.35rem 0;border-bottom:1px solid var(--line)}
ul.cards>li{border:1px solid var(--line);border-radius:8px;padding:.5rem .8rem;margin:.5rem 0}
ul.tree{border-left:2px solid var(--line);padding-left:1rem}
ol.timeline time{font-size:.82rem;margin-right:.4rem}
ol.timeline>li.compaction{border-top:2px dashed var(--dim)}
details.verdict{margin:.15rem 0}
details.verdict summary{cursor:pointer;width:fit-content;list-style:none}
details.verdict summary::-webkit-details-marker{display:none}
details.verdict summary .chip::after{content:" ▸"}details.verdict[open] summary .chip::after{content:" ▾"}
details.verdict ul{margin:.3rem 0;padding-left:1.2rem;font-size:.9rem}
details>summary{cursor:pointer}
ol.timeline details{display:inline-block;vertical-align:top}
.document{border:1px solid var(--line);border-radius:10px;padding:.25rem 1.1rem 1rem}
svg.strip{display:block;min-width:44rem;width:100%;font:12px system-ui,sans-serif;margin-bottom:.75rem}
.strip text{fill:var(--dim);stroke:none}.strip .lane{text-anchor:end;fill:var(--ink)}.strip .end{text-anchor:end}.strip .middle{text-anchor:middle;font-size:10px}
.strip circle,.strip rect{fill:currentColor;opacity:.85}.strip .tool{color:var(--calm)}.strip .bar{opacity:.55}.strip .unknown{color:var(--calm)}
.strip line.gap{stroke:var(--line);stroke-width:6}.strip line.cut{stroke:var(--dim);stroke-dasharray:4 3}
@media (min-width:64rem){.shell{display:grid;grid-template-columns:13rem 1fr;gap:0 2.5rem}header{grid-column:1/-1}nav{border:0;position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow:auto}nav ul{display:block}main{min-width:0}}
@media print{nav,.skip{display:none}.shell{display:block;max-width:none}body{font-size:11pt}h2{break-after:avoid}li,tr{break-inside:avoid}details.verdict::details-content{content-visibility:visible;height:auto}}`
