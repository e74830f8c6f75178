import type { Account } from '../calendar/types';
import type { AuthorizeRequest } from '../oauth/authorize';
import type { OAuthError } from '../oauth/errors';
import { describeScopes } from '../oauth/scopes';
import { brand, html, initials, type Html } from './html';

const NOTE = html`<p class="note small soft">
  Local emulator of the Microsoft identity platform. No real account is involved and nothing leaves this
  machine.
</p>`;

function accountChoice(account: Account, checked: boolean): Html {
  return html`<label class="choice"
    ><input type="radio" name="account" value="${account.email}" ${checked && html`checked`} />
    <span class="avatar" aria-hidden="true">${initials(account.displayName)}</span>
    <span>${account.displayName}<br /><span class="small soft">${account.email}</span></span></label
  >`;
}

function hostOf(redirectUri: string): string {
  return URL.canParse(redirectUri) ? new URL(redirectUri).host : redirectUri;
}

/** The page a user sees: which account, what the app may do, Accept or Cancel. Posts back to where it came from. */
export function consentPage(request: AuthorizeRequest, accounts: Account[], problem?: string): Html {
  const hint = request.loginHint?.toLowerCase() ?? '';
  const known = accounts.some(({ email }) => email === hint);
  const typed = hint !== '' && !known;
  const chosen = known ? hint : (accounts[0]?.email ?? '');
  const choices = accounts.map((account) => accountChoice(account, !typed && account.email === chosen));
  const scopes = describeScopes(request.scopes).map(
    ({ title, detail }) => html`<li>${title}<br /><span class="small soft">${detail}</span></li>`,
  );
  return html`<main class="center">
    <form class="card" method="post">
      ${brand('Microsoft account (local)')}
      <h1>Permissions requested</h1>
      <p class="soft">
        An app at <strong>${hostOf(request.redirectUri)}</strong> would like to use your Outlook calendar.
      </p>
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}
      <h2>Which account?</h2>
      ${choices}
      <label class="choice"
        ><input type="radio" name="account" value="" ${typed && html`checked`} aria-label="Another account" />
        <input
          type="email"
          name="email"
          placeholder="another@company.example"
          value="${typed ? hint : ''}"
          aria-label="E-mail address of another account"
      /></label>
      <h2>This app would like to</h2>
      <ul class="scopes">
        ${scopes}
      </ul>
      <div class="actions">
        <button type="submit" name="decision" value="cancel">Cancel</button>
        <button class="primary" type="submit" name="decision" value="accept">Accept</button>
      </div>
      ${NOTE}
    </form>
  </main>`;
}

/** A request that must not be redirected: the app or its redirect URI is not known. */
export function signInError({ aadsts, message }: OAuthError): Html {
  return html`<main class="center">
    <div class="card">
      ${brand('Microsoft account (local)')}
      <h1>Sign in</h1>
      <p>Sorry, but we’re having trouble signing you in.</p>
      <p class="problem" role="alert">AADSTS${aadsts}: ${message}</p>
      ${NOTE}
    </div>
  </main>`;
}

/** response_mode=form_post without scripts: one button away. */
export function formPost(redirectUri: string, fields: Record<string, string>): Html {
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return html`<main class="center">
    <form class="card" method="post" action="${redirectUri}">
      ${brand('Microsoft account (local)')}
      <h1>Back to the app</h1>
      <p class="soft">You are signed in.</p>
      ${inputs}
      <div class="actions"><button class="primary">Continue</button></div>
    </form>
  </main>`;
}

export const signedOut = html`<main class="center">
  <div class="card">
    ${brand('Microsoft account (local)')}
    <h1>You signed out of your account</h1>
    <p class="soft">It’s a good idea to close all browser windows.</p>
    ${NOTE}
  </div>
</main>`;
