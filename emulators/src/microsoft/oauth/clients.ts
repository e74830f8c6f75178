import type { Client, MicrosoftState } from '../state';
import { OAuthError, unknownApplication, wrongRedirect } from './errors';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** common, organizations, consumers, a GUID or a domain. */
export const isTenant = (tenant: string): boolean =>
  ['common', 'organizations', 'consumers'].includes(tenant) || GUID.test(tenant) || DOMAIN.test(tenant);

const anyClient = (state: MicrosoftState): boolean => Object.keys(state.clients).length === 0;

/** The registration of an app; null when none are registered, which lets every app in. Throws AADSTS700016. */
export function findClient(state: MicrosoftState, clientId: string, tenant: string): Client | null {
  if (anyClient(state)) return null;
  const client = Object.hasOwn(state.clients, clientId) ? state.clients[clientId] : undefined;
  if (!client) throw unknownApplication(clientId, tenant);
  return client;
}

/** Redirect URIs match those of the registration exactly; without one any web address will do. Throws AADSTS50011. */
export function checkRedirect(client: Client | null, redirectUri: string, clientId: string): void {
  const known = client
    ? client.redirectUris.includes(redirectUri)
    : /^https?:\/\//i.test(redirectUri) && URL.canParse(redirectUri);
  if (!known) throw wrongRedirect(redirectUri, clientId);
}

/** Throws AADSTS7000215 (wrong) or AADSTS7000218 (none given). Apps without a secret are public clients. */
export function checkSecret(client: Client | null, secret: string | undefined, clientId: string): void {
  if (!client?.secret || secret === client.secret) return;
  if (secret === undefined) {
    throw new OAuthError(
      401,
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
  throw new OAuthError(
    401,
    'invalid_client',
    7000215,
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
  );
}
