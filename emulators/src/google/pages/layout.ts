import Handlebars from 'handlebars';

const STYLE = `
:root{color-scheme:light dark;--bg:#f3f6fc;--card:#fff;--ink:#1f1f1f;--soft:#50575f;--line:#dadce0;--accent:#0b57d0;--on-accent:#fff;--tint:#e9f0fd;--danger:#b3261e}
@media (prefers-color-scheme:dark){:root{--bg:#101316;--card:#1b1f24;--ink:#e6e8eb;--soft:#a9b0b8;--line:#3a4048;--accent:#a8c7fa;--on-accent:#062e6f;--tint:#23303f;--danger:#f2b8b5}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
h1{font-size:24px;line-height:1.3;font-weight:500;margin:0 0 4px}h2{font-size:16px;font-weight:600;margin:0 0 8px}
p{margin:4px 0}.soft{color:var(--soft)}.small{font-size:13px}a{color:var(--accent)}
.card{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:28px}
.narrow{max-width:592px;margin:6vh auto;padding:0 16px}.wide{max-width:1040px;margin:0 auto;padding:24px 16px 64px}
.brand{display:flex;align-items:center;gap:8px;color:var(--soft);font-size:14px;margin-bottom:16px}
.dot{width:18px;height:18px;border-radius:50%;background:conic-gradient(#4285f4 0 25%,#34a853 0 50%,#fbbc05 0 75%,#ea4335 0)}
label.row{display:flex;gap:12px;align-items:flex-start;padding:12px;border:1px solid var(--line);border-radius:12px;margin:8px 0;cursor:pointer}
label.row:has(input:checked){border-color:var(--accent);background:var(--tint)}
label.row input{margin-top:4px;accent-color:var(--accent)}
label.field{display:block;margin:12px 0}label.field>span{display:block;font-size:13px;color:var(--soft);margin-bottom:4px}
input[type=text],input[type=email],input[type=date],input[type=datetime-local],select,textarea{width:100%;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:9px 12px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
button,.button{font:inherit;font-weight:600;border-radius:999px;border:1px solid var(--line);background:transparent;color:var(--accent);padding:9px 22px;cursor:pointer;text-decoration:none;display:inline-block}
button.main,.button.main{background:var(--accent);color:var(--on-accent);border-color:var(--accent)}button.danger{color:var(--danger)}
.actions{display:flex;gap:12px;justify-content:flex-end;flex-wrap:wrap;margin-top:20px}
.alert{border:1px solid var(--danger);color:var(--danger);border-radius:12px;padding:10px 14px;margin:12px 0}
.columns{display:grid;gap:20px;grid-template-columns:minmax(220px,300px) 1fr}@media (max-width:760px){.columns{grid-template-columns:1fr}}
.list{list-style:none;margin:0;padding:0}.list li{border-top:1px solid var(--line);padding:12px 0}.list li:first-child{border-top:0}
.event{display:flex;gap:16px;justify-content:space-between;align-items:baseline;flex-wrap:wrap}
.cancelled{text-decoration:line-through;color:var(--soft)}.pair{display:grid;gap:0 16px;grid-template-columns:repeat(auto-fit,minmax(232px,1fr))}
a.account{display:block;overflow-wrap:anywhere;padding:10px 12px;border-radius:12px;text-decoration:none;color:inherit}a.account[aria-current]{background:var(--tint)}
`;

const page = Handlebars.compile<{ title: string; style: string; body: string }>(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{title}}</title><style>{{{style}}}</style></head><body>{{{body}}}</body></html>`);

/** A whole HTML page without any outside asset. `body` is markup that its template has escaped already. */
export const renderPage = (title: string, body: string) => page({ title, style: STYLE, body });

/** Compiles an escaping template. */
export const template = <T>(source: string) => Handlebars.compile<T>(source, { strict: false });
