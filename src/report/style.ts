/** The page's only style; its hash stands in the page's content security policy. */
export const STYLE = `:root{color-scheme:light dark;--ink:#1d2127;--dim:#5b6470;--line:#d8dde3;--page:#fff;--box:#f6f7f9;--good:#1a6b3c;--aged:#8a5a00;--bad:#a8201a}
@media (prefers-color-scheme:dark){:root{--ink:#e4e7eb;--dim:#9aa4b0;--line:#343a42;--page:#15181c;--box:#1d2126;--good:#6fcf97;--aged:#e0b050;--bad:#ff8a80}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:2rem 1rem;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;margin:0}
h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
p.dim,td.dim,small{color:var(--dim)}
pre{background:var(--box);border:1px solid var(--line);border-radius:6px;padding:.75rem;white-space:pre-wrap;font:13px/1.5 ui-monospace,monospace;max-height:40rem;overflow:auto}
table{width:100%;border-collapse:collapse;font-size:.93rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line)}
th{color:var(--dim);font-weight:500;white-space:nowrap}
td.mark{white-space:nowrap;font-weight:600}
.verified{color:var(--good)}.stale{color:var(--aged)}.contradicted{color:var(--bad)}.unsupported{color:var(--dim)}
ul.counts{list-style:none;display:flex;flex-wrap:wrap;gap:1.25rem;margin:.75rem 0 0;padding:0}
ul.counts strong{font-size:1.3rem;margin-right:.3rem}`
