/** Everything inline: the inbox loads nothing from elsewhere. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f4f6fa;--card:#fff;--ink:#141c2e;--soft:#5b667c;--line:#dfe4ed;--accent:#1f4bd8;--tint:#eaf0ff;
--good:#0f7a4d;--good-bg:#e2f5ec;--warn:#8a5a00;--warn-bg:#fff1d6;--bad:#b3261e;--bad-bg:#fde8e6;font:15px/1.5 'Segoe UI',system-ui,-apple-system,Roboto,sans-serif}
@media (prefers-color-scheme:dark){:root{--bg:#0f1420;--card:#171f31;--ink:#eef2fa;--soft:#9aa6bd;--line:#2a3550;--accent:#8fb0ff;--tint:#1d2a4a;
--good:#7fdcb0;--good-bg:#12352a;--warn:#f3c878;--warn-bg:#3a2d10;--bad:#ffb4ac;--bad-bg:#43201d}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink)}
a{color:var(--accent)}:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:6px}
header{display:flex;gap:16px;align-items:center;flex-wrap:wrap;padding:16px 24px;background:var(--card);border-bottom:1px solid var(--line)}
header h1{font-size:18px;margin:0}header form{margin-left:auto;flex:1;max-width:380px}
input[type=search]{width:100%;padding:8px 12px;border:1px solid var(--line);border-radius:8px;background:var(--bg);color:inherit;font:inherit}
main{max-width:1240px;margin:0 auto;padding:20px 24px}.soft{color:var(--soft)}
.list{list-style:none;margin:0;padding:0;background:var(--card);border:1px solid var(--line);border-radius:12px;overflow:hidden}
.list li+li{border-top:1px solid var(--line)}
.row{display:grid;grid-template-columns:40px minmax(160px,240px) 1fr auto auto auto;gap:14px;align-items:center;padding:11px 18px;color:inherit;text-decoration:none}
.row:hover{background:var(--tint)}.row>*{min-width:0}.clip{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.avatar{width:36px;height:36px;border-radius:50%;display:grid;place-items:center;background:var(--tint);color:var(--accent);font-weight:650}
.chip{display:inline-block;padding:1px 9px;border-radius:99px;font-size:12.5px;font-weight:600;background:var(--tint);color:var(--accent);white-space:nowrap}
.chip.delivered{background:var(--good-bg);color:var(--good)}.chip.deferred,.chip.blocked{background:var(--warn-bg);color:var(--warn)}
.chip.bounced,.chip.dropped,.chip.void{background:var(--bad-bg);color:var(--bad)}
.empty{padding:72px 24px;text-align:center;color:var(--soft)}.pages{display:flex;gap:16px;justify-content:space-between;padding:14px 4px}
.columns{display:grid;grid-template-columns:minmax(0,1fr) 340px;gap:20px;align-items:start}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:18px 20px}.card+.card{margin-top:16px}
.card h2{font-size:14px;margin:0 0 10px}h1.subject{font-size:21px;line-height:1.3;margin:0 0 8px}
iframe{display:block;width:100%;height:72vh;min-height:480px;border:0;border-radius:0 0 12px 12px;background:#fff}
.mail{padding:0}.mail .top{padding:18px 20px;border-bottom:1px solid var(--line)}
.actions{display:flex;gap:8px;flex-wrap:wrap;margin-top:12px}
button{font:inherit;font-size:14px;padding:6px 13px;border-radius:8px;border:1px solid var(--line);background:var(--card);color:inherit;cursor:pointer}
button:hover{background:var(--tint)}
dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:4px 12px;font-size:13.5px}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.events{list-style:none;margin:0;padding:0;font-size:13.5px}.events li{padding:7px 0;overflow-wrap:anywhere}.events li+li{border-top:1px solid var(--line)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:12.5px;margin:0}summary{cursor:pointer;font-weight:600;font-size:14px}
@media (max-width:900px){.columns{grid-template-columns:minmax(0,1fr)}main{padding:14px 12px}header{padding:12px}header form{max-width:none;flex-basis:100%}
.row{grid-template-columns:36px minmax(0,1fr) auto;gap:2px 12px}.row .avatar{grid-row:1/3}.row .to{grid-area:1/2}.row .subject{grid-area:2/2}
.row .counts{display:none}.row .chip{grid-area:1/3;justify-self:end}.row time{grid-area:2/3;font-size:12.5px}}
`;
