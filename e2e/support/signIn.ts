import type { Page } from 'playwright-core';

/** Every demo user's. */
export const PASSWORD = 'Besahubs-demo-1';

/** Signs in through the login page and waits for the shell. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation').first().waitFor();
}

/** What a journey prepares or asks beside the browser: the API as one person. Rejects unless the answer is 2xx. */
export async function apiAs(url: string, email: string) {
  const send = async (
    method: string,
    path: string,
    token: string | null,
    body?: object,
  ): Promise<unknown> => {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(token !== null && { Authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (JSON.parse(text) as { data: unknown }).data;
  };
  const { accessToken } = (await send('POST', '/auth/login', null, { email, password: PASSWORD })) as {
    accessToken: string;
  };
  return {
    get: <T>(path: string) => send('GET', path, accessToken) as Promise<T>,
    post: <T>(path: string, body: object = {}) => send('POST', path, accessToken, body) as Promise<T>,
  };
}
