import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import './messages';

const said = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message;

describe('what is wrong with a field', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['nothing where something is needed', z.string(), null, 'Required'],
    ['a field that is not there', z.string(), undefined, 'Required'],
    ['an empty text', z.string().min(1), '', 'Required'],
    ['no choice', z.enum(['a', 'b']), '', 'Required'],
    ['a number that cannot be read', z.number(), Number.NaN, 'Enter a number'],
    ['a part where whole ones are counted', z.number().int(), 1.5, 'Enter a number'],
    ['a short text', z.string().min(10), 'x', 'At least 10 characters'],
    ['a long text', z.string().max(3), 'long', 'At most 3 characters'],
    ['a small number', z.number().min(1), 0, 'At least 1'],
    ['a large number', z.number().max(100), 101, 'At most 100'],
    ['a third decimal', z.number().multipleOf(0.01), 1.234, 'Two decimals at most'],
    ['no address', z.email(), 'ana@', 'Enter a valid e-mail address'],
    ['half an address of the web', z.url(), 'example', 'Enter a full address, such as https://example.com'],
    ['no date', z.iso.date(), '2026-02-30', 'Enter a date'],
    ['no instant', z.iso.datetime(), 'soon', 'Enter a date and time'],
    ['no record', z.uuid(), 'x', 'Choose a record'],
  ])('%s', (_what, schema, value, message) => expect(said(schema, value)).toBe(message));
  it('leaves what it has no words for to others', () => {
    expect(said(z.boolean(), 'x')).toMatch(/boolean/);
    expect(said(z.ipv4(), 'x')).toMatch(/IPv4/);
    expect(
      said(
        z.string().refine(() => false, 'Our own words'),
        'x',
      ),
    ).toBe('Our own words');
  });
});
