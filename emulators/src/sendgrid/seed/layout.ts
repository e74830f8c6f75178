interface LayoutParts {
  /** The grey line that mail programs show beside the subject. */
  preheader: string;
  body: string;
  /** Small print below the card. */
  footer: string;
}

const FONT = "font-family:'Segoe UI',system-ui,-apple-system,Roboto,Helvetica,Arial,sans-serif";

export const BRAND = '{{insert organizationName "default=BesaHubs"}}';

export const heading = (text: string): string =>
  `<h1 class="ink" style="margin:0 0 12px;${FONT};font-size:24px;line-height:32px;font-weight:650;letter-spacing:-.2px;color:#14213d">${text}</h1>`;

export const paragraph = (text: string): string =>
  `<p class="body" style="margin:0 0 16px;${FONT};font-size:16px;line-height:26px;color:#3d4a63">${text}</p>`;

export const small = (text: string): string =>
  `<p class="muted" style="margin:0 0 8px;${FONT};font-size:13px;line-height:20px;color:#66728a">${text}</p>`;

/** A button that is a table cell, so that Outlook draws it too. */
export const button = (url: string, label: string): string => `
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px"><tr>
<td style="border-radius:8px;background:#1f4bd8">
<a href="${url}" style="display:inline-block;padding:13px 26px;${FONT};font-size:16px;font-weight:600;line-height:22px;color:#ffffff;text-decoration:none;border-radius:8px">${label}</a>
</td></tr></table>`;

/** The frame of all seeded mails: 600 px card, readable without images, in light and dark. */
export function layout({ preheader, body, footer }: LayoutParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<style>
@media (max-width:640px){.card,.foot{width:100%!important}.pad{padding:28px 22px!important}.stack{display:block!important;width:auto!important}}
@media (prefers-color-scheme:dark){
.page{background:#0f1420!important}.card{background:#182033!important;border-color:#2a3550!important}
.ink{color:#f2f5fb!important}.body{color:#c4cde0!important}.muted{color:#93a0b8!important}.link{color:#8fb0ff!important}.tile{background:#202a42!important}
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f5f9">
<div style="display:none;max-height:0;overflow:hidden;opacity:0">${preheader}</div>
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f5f9">
<tr><td align="center" style="padding:32px 12px">
<table class="card" role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:600px;max-width:600px;background:#ffffff;border:1px solid #e2e7f0;border-radius:14px;overflow:hidden">
<tr><td style="padding:20px 40px;background:#14213d"><span style="${FONT};font-size:17px;font-weight:700;letter-spacing:.2px;color:#ffffff">${BRAND}</span></td></tr>
${body}
</table>
<table class="foot" role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:600px;max-width:600px"><tr>
<td style="padding:20px 40px">${footer}</td>
</tr></table>
</td></tr></table>
</body>
</html>`;
}

/** A padded row of the card. */
export const section = (content: string): string =>
  `<tr><td class="pad" style="padding:36px 40px 28px">${content}</td></tr>`;
