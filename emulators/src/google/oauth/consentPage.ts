import { renderPage, template } from '../pages/layout';
import type { Account } from '../types';
import type { AuthProblem, AuthRequest } from './authRequest';
import { SIGN_IN_SCOPES } from './grants';

const CALENDAR = 'https://www.googleapis.com/auth/calendar';

/** Google's own words for the calendar scopes. */
const DESCRIPTIONS: Record<string, string> = {
  [CALENDAR]:
    'See, edit, share, and permanently delete all the calendars you can access using Google Calendar',
  [`${CALENDAR}.readonly`]: 'See and download any calendar you can access using your Google Calendar',
  [`${CALENDAR}.events`]: 'View and edit events on all your calendars',
  [`${CALENDAR}.events.readonly`]: 'View events on all your calendars',
  [`${CALENDAR}.events.owned`]: 'See, create, change, and delete events on Google calendars you own',
  [`${CALENDAR}.freebusy`]: 'View your availability in your calendars',
  [`${CALENDAR}.calendarlist`]: 'See, add, and remove Google calendars you’re subscribed to',
  [`${CALENDAR}.calendarlist.readonly`]: 'See the list of Google calendars you’re subscribed to',
  [`${CALENDAR}.settings.readonly`]: 'View your Calendar settings',
};

interface ConsentModel {
  app: string;
  clientId: string;
  accounts: { email: string; name: string; checked: boolean }[];
  typed: string;
  scopes: { scope: string; description: string }[];
  signIn: boolean;
  note?: string | undefined;
}

const consent = template<ConsentModel>(`<main class="narrow"><form class="card" method="post">
<div class="brand"><span class="dot" aria-hidden="true"></span>Sign in with Google &middot; local emulator</div>
<h1>{{app}} wants access to your Google Account</h1>
<p class="soft small">Client {{clientId}}. Nothing here reaches a real Google Account.</p>
{{#if note}}<p class="alert" role="alert">{{note}}</p>{{/if}}
<fieldset style="border:0;padding:0;margin:20px 0 0"><legend><h2>Choose an account</h2></legend>
{{#each accounts}}<label class="row"><input type="radio" name="account" value="{{email}}"{{#if checked}} checked{{/if}}>
<span><strong>{{name}}</strong><br><span class="soft small">{{email}}</span></span></label>{{/each}}
<label class="field"><span>Or use another e-mail address</span>
<input type="email" name="email" value="{{typed}}" autocomplete="off" placeholder="someone@gmail.example"></label></fieldset>
<section style="margin-top:20px"><h2>Select what {{app}} can access</h2>
{{#if signIn}}<p class="soft small">Your name, e-mail address and profile picture are shared when you sign in.</p>{{/if}}
{{#each scopes}}<label class="row"><input type="checkbox" name="scope" value="{{scope}}" checked>
<span>{{description}}<br><span class="soft small">{{scope}}</span></span></label>{{/each}}</section>
<div class="actions"><button name="decision" value="deny" formnovalidate>Deny</button>
<button class="main" name="decision" value="allow">Allow</button></div>
</form></main>`);

/** "Connect to" whom: the host that the user will be sent back to. */
function appName(request: AuthRequest): string {
  const { host } = new URL(request.redirectUri);
  return host || request.clientId;
}

interface ConsentInput {
  request: AuthRequest;
  accounts: Account[];
  note?: string | undefined;
}

/** The consent screen. Its form posts to the address it was opened with. */
export function consentPage({ request, accounts, note }: ConsentInput): string {
  const hint = request.loginHint?.toLowerCase();
  const hinted = accounts.some(({ email }) => email === hint);
  const body = consent({
    app: appName(request),
    clientId: request.clientId,
    accounts: accounts.map(({ email, name }, index) => ({
      email,
      name,
      checked: hint ? email === hint : index === 0,
    })),
    typed: hint && !hinted ? hint : '',
    scopes: request.scopes
      .filter((scope) => !SIGN_IN_SCOPES.has(scope))
      .map((scope) => ({ scope, description: DESCRIPTIONS[scope] ?? scope })),
    signIn: request.scopes.some((scope) => SIGN_IN_SCOPES.has(scope)),
    note,
  });
  return renderPage('Sign in – Google (emulator)', body);
}

const blocked = template<AuthProblem>(`<main class="narrow"><div class="card">
<div class="brand"><span class="dot" aria-hidden="true"></span>Sign in with Google &middot; local emulator</div>
<h1>Access blocked: this app’s request is invalid</h1><p>{{description}}</p>
<p class="soft small">Error {{status}}: {{error}}</p></div></main>`);

/** Google's page for a request that cannot be sent back to the app. */
export const problemPage = (problem: AuthProblem) => renderPage('Access blocked', blocked(problem));
