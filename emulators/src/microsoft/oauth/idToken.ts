import { createHash, createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { Account } from '../calendar/types';
import type { MicrosoftState, SigningKey } from '../state';

const LIFETIME_SECONDS = 3600;

let ofThisProcess: SigningKey | null = null;

function generateKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicJwk = publicKey.export({ format: 'jwk' });
  return { kid: randomUUID(), privateJwk: privateKey.export({ format: 'jwk' }), publicJwk };
}

/** The tenant's RSA key: kept with the state, and over resets for as long as the process lives (making one is slow). */
function signingKey(state: MicrosoftState): SigningKey {
  ofThisProcess ??= state.signingKey ?? generateKey();
  return (state.signingKey ??= ofThisProcess);
}

/** JSON Web Key Set of discovery/v2.0/keys. */
export function keySet(state: MicrosoftState, issuer: string) {
  const { kid, publicJwk } = signingKey(state);
  return { keys: [{ ...publicJwk, kty: 'RSA', use: 'sig', kid, x5t: kid, issuer }] };
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

interface IdTokenInput {
  account: Account;
  clientId: string;
  scopes: string[];
  nonce: string | null;
  issuer: string;
  now: Date;
}

/** An RS256 id_token with the claims of the v2.0 endpoint: oid and tid identify the user, not the e-mail. */
export function idToken(
  state: MicrosoftState,
  { account, clientId, scopes, nonce, issuer, now }: IdTokenInput,
): string {
  const { kid, privateJwk } = signingKey(state);
  const seconds = Math.floor(now.getTime() / 1000);
  const claims = {
    aud: clientId,
    iss: issuer,
    iat: seconds,
    nbf: seconds,
    exp: seconds + LIFETIME_SECONDS,
    name: account.displayName,
    ...(nonce === null ? {} : { nonce }),
    oid: account.id,
    preferred_username: account.email,
    ...(scopes.includes('email') ? { email: account.email } : {}),
    sub: createHash('sha256').update(`${account.id}/${clientId}`).digest('base64url'),
    tid: account.tenantId,
    uti: randomUUID(),
    ver: '2.0',
  };
  const unsigned = `${part({ typ: 'JWT', alg: 'RS256', kid })}.${part(claims)}`;
  const key = createPrivateKey({ key: privateJwk, format: 'jwk' });
  return `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), key).toString('base64url')}`;
}
