import { Client } from '@sendgrid/client';
import { MailService } from '@sendgrid/mail';

type Method = 'get' | 'post' | 'patch' | 'delete';

/** An answer of the official client, errors included. */
interface ApiAnswer {
  status: number;
  body: unknown;
  headers: Record<string, string>;
}

export interface SendgridClients {
  mail: MailService;
  /** Any v3 call through @sendgrid/client; error statuses are answers, not exceptions. */
  call(method: Method, url: string, body?: unknown, qs?: Record<string, unknown>): Promise<ApiAnswer>;
}

interface ResponseLike {
  statusCode?: number;
  body?: unknown;
  headers?: unknown;
}

/** The official clients, pointed at an emulator. setApiKey resets the base URL, so that is set after it. */
export function sendgridClients(baseUrl: string, apiKey = 'SG.test.key'): SendgridClients {
  const client = new Client();
  client.setApiKey(apiKey);
  client.setDefaultRequest('baseUrl', baseUrl);
  const mail = new MailService();
  mail.setClient(client);
  const answer = ({ statusCode = 0, body, headers }: ResponseLike): ApiAnswer => ({
    status: statusCode,
    body,
    headers: (headers ?? {}) as Record<string, string>,
  });
  return {
    mail,
    async call(method, url, body, qs) {
      const request = {
        method,
        url,
        ...(body ? { body } : {}),
        ...(qs ? { qs } : {}),
      } as const;
      try {
        const [response] = await client.request({ ...request });
        return answer(response);
      } catch (error) {
        const { response, code } = error as { response?: ResponseLike; code?: number };
        if (!response) throw error;
        return answer({ ...response, statusCode: code ?? 0 });
      }
    },
  };
}
