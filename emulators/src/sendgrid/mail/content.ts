import type { Envelope } from '../messages';
import type { SendgridState } from '../state';
import type { MailSendBody, Template, TemplateVersion } from '../types';

const activeVersion = (template: Template): TemplateVersion | undefined =>
  template.versions.find((version) => version.active === 1);

interface Content {
  subject: string;
  html: string;
  text: string;
}

function inlineContent(mail: MailSendBody): Content {
  const part = (type: string) => mail.content?.find((content) => content.type.startsWith(type))?.value ?? '';
  return { subject: mail.subject ?? '', html: part('text/html'), text: part('text/plain') };
}

/** Legacy templates wrap the request's own content; dynamic ones replace it. */
function throughTemplate(own: Content, template: Template, version: TemplateVersion): Content {
  if (template.generation === 'dynamic') {
    return {
      subject: version.subject || own.subject,
      html: version.html_content,
      text: version.plain_content,
    };
  }
  const wrap = (frame: string, tag: string, inner: string) =>
    frame ? frame.replaceAll(tag, () => inner) : inner;
  return {
    subject: wrap(version.subject, '<%subject%>', own.subject),
    html: wrap(version.html_content, '<%body%>', own.html),
    text: wrap(version.plain_content, '<%body%>', own.text),
  };
}

function tracking(mail: MailSendBody): Envelope['tracking'] {
  const {
    click_tracking: click,
    open_tracking: open,
    subscription_tracking: sub,
  } = mail.tracking_settings ?? {};
  return {
    click: click?.enable ?? true,
    clickText: click?.enable_text ?? false,
    open: open?.enable ?? true,
    ...(open?.substitution_tag ? { openTag: open.substitution_tag } : {}),
    ...(sub?.enable
      ? {
          subscription: {
            ...(sub.text ? { text: sub.text } : {}),
            ...(sub.html ? { html: sub.html } : {}),
            ...(sub.substitution_tag ? { tag: sub.substitution_tag } : {}),
          },
        }
      : {}),
  };
}

function footer(mail: MailSendBody): Pick<Envelope, 'footer'> {
  const settings = mail.mail_settings?.footer;
  if (!settings?.enable) return {};
  return {
    footer: {
      ...(settings.text ? { text: settings.text } : {}),
      ...(settings.html ? { html: settings.html } : {}),
    },
  };
}

/**
 * Resolves what a request will look like when it is sent. Undefined when its template does not exist or has no active
 * version: SendGrid answers 2xx to such a request and sends nothing (sendgrid/docs #2616).
 */
export function resolveEnvelope(
  state: SendgridState,
  mail: MailSendBody,
  messageId: string,
): Envelope | undefined {
  const template = mail.template_id
    ? state.templates.find((candidate) => candidate.id === mail.template_id)
    : undefined;
  const version = template && activeVersion(template);
  if (mail.template_id && !version) return undefined;
  const own = inlineContent(mail);
  const content = template && version ? throughTemplate(own, template, version) : own;
  return {
    ...content,
    messageId,
    from: mail.from,
    replyTo: mail.reply_to_list ?? (mail.reply_to ? [mail.reply_to] : []),
    dynamic: template?.generation === 'dynamic',
    sections: mail.sections ?? {},
    ...(template && version
      ? { template: { id: template.id, versionId: version.id, name: template.name } }
      : {}),
    headers: mail.headers ?? {},
    categories: mail.categories ?? [],
    ...(mail.asm ? { asmGroupId: mail.asm.group_id } : {}),
    attachments: mail.attachments ?? [],
    tracking: tracking(mail),
    ...footer(mail),
  };
}
