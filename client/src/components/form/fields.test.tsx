import { fireEvent, screen, within } from '@testing-library/react';
import fc from 'fast-check';
import type { ReactNode } from 'react';
import { useWatch } from 'react-hook-form';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { person } from '../../testing/people';
import { renderScreen } from '../../testing/screen';
import { startServer } from '../../testing/server';
import { FormDate, FormMultiSelect, FormSelect, FormSwitch, FormTags, FormText } from './fields';
import { FormZone } from './FormZone';
import { FormDateTime, FormMoney, FormNumber, FormPercent } from './numbers';
import { ResourceForm } from './ResourceForm';

startServer();
const nothing = () => Promise.resolve();
const CHICAGO = 'America/Chicago';

/** What the form holds now. */
let held: unknown;
function Held() {
  held = useWatch({ name: 'x' });
  return null;
}

interface Given {
  value?: unknown;
  timezone?: string;
  schema?: z.ZodType;
}
/** A form of one field called x. */
function show(field: ReactNode, { value = null, timezone = CHICAGO, schema = z.any() }: Given = {}) {
  const submitted: unknown[] = [];
  const drawn = renderScreen(
    <ResourceForm
      title="A form"
      schema={z.object({ x: schema })}
      values={{ x: value }}
      onSubmit={(values, changed) => {
        submitted.push(changed.includes('x') ? values['x'] : 'unchanged');
        return nothing();
      }}
      onClose={() => undefined}
      submitLabel="Save"
    >
      {field}
      <Held />
    </ResourceForm>,
    { as: person('agent', { timezone }) },
  );
  return { ...drawn, submitted, save: () => drawn.user.click(screen.getByRole('button', { name: 'Save' })) };
}
const box = () => screen.getByRole<HTMLInputElement>('textbox', { name: /^X/ });
const labelled = () => screen.getByLabelText<HTMLInputElement>(/^X/);
function type(input: HTMLElement, text: string) {
  fireEvent.focus(input);
  fireEvent.change(input, { target: { value: text } });
  fireEvent.blur(input);
}

describe('a number', () => {
  it('is typed as people type, and stands with separators once one leaves', async () => {
    const { user, save, submitted } = show(<FormMoney name="x" label="X" />);
    await user.type(box(), '$1.25m');
    expect(box().value).toBe('$1.25m');
    await user.tab();
    expect(box().value).toBe('1,250,000');
    await save();
    expect(submitted).toEqual([1_250_000]);
  });
  it('that is cleared is null, and zero is zero', () => {
    show(<FormNumber name="x" label="X" />, { value: 12 });
    type(box(), '');
    expect(held).toBeNull();
    expect(box().value).toBe('');
    type(box(), '0');
    expect(held).toBe(0);
    expect(box().value).toBe('0');
  });
  it('that cannot be read stays as it was typed, and is not sent', async () => {
    const { save, submitted } = show(<FormNumber name="x" label="X" />, { schema: z.number().nullable() });
    type(box(), '12 apples');
    expect(box().value).toBe('12 apples');
    await save();
    await screen.findByText('Enter a number');
    expect(submitted).toEqual([]);
    type(box(), '12');
    await save();
    expect(submitted).toEqual([12]);
  });
  it('survives to be looked at: shown, left and typed again it is the same', () => {
    show(<FormPercent name="x" label="X" />);
    const input = box();
    const numbers = fc.oneof(
      fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }),
      fc.integer({ min: -999_999_999, max: 999_999_999 }).map((cents) => cents / 100),
      fc.integer({ min: 0, max: 9_990_000 }).map((points) => points / 10_000),
    );
    fc.assert(
      fc.property(numbers, (value) => {
        type(input, String(value));
        expect(held).toBe(value);
        const shown = input.value;
        type(input, '');
        type(input, shown);
        expect([held, input.value]).toEqual([value, shown]);
        fireEvent.focus(input);
        fireEvent.blur(input);
        expect([held, input.value]).toEqual([value, shown]);
      }),
      { numRuns: 30 },
    );
  });
  it('says what it counts', () => {
    show(
      <>
        <FormMoney name="x" label="X" />
        <FormPercent name="y" label="Y" />
        <FormNumber name="z" label="Z" unit="SF" />
      </>,
    );
    expect(['$', '%', 'SF'].map((unit) => screen.getAllByText(unit).length)).toEqual([1, 1, 1]);
  });
});

describe('a date', () => {
  afterEach(() => vi.unstubAllEnvs());
  it.each(['Pacific/Auckland', 'America/Chicago'])(
    'is the day that was chosen on a machine in %s',
    async (zone) => {
      vi.stubEnv('TZ', zone);
      const { save, submitted } = show(<FormDate name="x" label="X" />, { value: '2026-03-01' });
      expect(labelled().value).toBe('2026-03-01');
      type(labelled(), '2028-02-29');
      await save();
      expect(submitted).toEqual(['2028-02-29']);
      type(labelled(), '');
      expect(held).toBeNull();
    },
  );
  it.each([
    ['Pacific/Auckland', '2026-03-02T09:30', '2026-03-02T10:00', '2026-03-01T21:00:00Z'],
    [CHICAGO, '2026-03-01T14:30', '2026-03-01T15:00', '2026-03-01T21:00:00Z'],
  ])('with a time is on the clock of %s', async (timezone, shown, typed, sent) => {
    const { save, submitted } = show(<FormDateTime name="x" label="X" />, {
      value: '2026-03-01T20:30:00Z',
      timezone,
    });
    expect(labelled().value).toBe(shown);
    screen.getByText(`Your time (${timezone})`);
    type(labelled(), typed);
    await save();
    expect(submitted).toEqual([sent]);
  });
  it('with a time can be cleared, and takes four digits of a year', () => {
    show(<FormDateTime name="x" label="X" />, { value: '2026-03-01T20:30:00Z' });
    expect(labelled().max).toBe('9999-12-31T23:59');
    type(labelled(), '');
    expect(held).toBeNull();
  });
});

const OPTIONS = [
  { value: 'a', label: 'Apple' },
  { value: 'b', label: 'Bread' },
];
const choices = () =>
  within(screen.getByRole('listbox'))
    .getAllByRole('option')
    .map((option) => option.textContent);

describe('a choice', () => {
  it('can be none, unless it is required', async () => {
    const { user } = show(<FormSelect name="x" label="X" options={OPTIONS} />, { value: 'a' });
    await user.click(screen.getByRole('combobox', { name: 'X' }));
    expect(choices()).toEqual(['None', 'Apple', 'Bread']);
    await user.click(screen.getByRole('option', { name: 'None' }));
    expect(held).toBeNull();
    await user.click(screen.getByRole('combobox', { name: 'X' }));
    await user.click(screen.getByRole('option', { name: 'Bread' }));
    expect(held).toBe('b');
  });
  it('that is required offers nothing but its values', async () => {
    const { user } = show(<FormSelect name="x" label="X" options={OPTIONS} required />, { value: 'a' });
    await user.click(screen.getByRole('combobox', { name: /^X/ }));
    expect(choices()).toEqual(['Apple', 'Bread']);
  });
  it('of several collects their codes', async () => {
    const { user } = show(<FormMultiSelect name="x" label="X" options={OPTIONS} />, { value: [] });
    await user.click(screen.getByRole('combobox', { name: 'X' }));
    await user.click(screen.getByRole('option', { name: 'Bread' }));
    await user.click(screen.getByRole('option', { name: 'Apple' }));
    expect(held).toEqual(['b', 'a']);
    await user.click(screen.getByRole('option', { name: 'Bread' }));
    expect(held).toEqual(['a']);
  });
  it('of words takes each once, without blanks, apart at commas', async () => {
    const { user } = show(<FormTags name="x" label="X" suggestions={['hot']} />, { value: ['vip'] });
    const input = screen.getByRole('combobox', { name: 'X' });
    await user.type(input, ' warm , vip,, cold{Enter}');
    expect(held).toEqual(['vip', 'warm', 'cold']);
    // What was typed is taken when one leaves.
    await user.type(input, 'late');
    await user.tab();
    expect(held).toEqual(['vip', 'warm', 'cold', 'late']);
  });
  it('of yes or no says which', async () => {
    const { user } = show(<FormSwitch name="x" label="X" />, { value: false });
    const control = screen.getByRole<HTMLInputElement>('switch', { name: 'X' });
    expect(control.checked).toBe(false);
    await user.click(control);
    expect(held).toBe(true);
    await user.click(control);
    expect(held).toBe(false);
  });
  it('of a zone offers those of the world, and the one it has', async () => {
    const { user } = show(<FormZone name="x" label="X" />, { value: 'US/Central' });
    const input = screen.getByRole<HTMLInputElement>('combobox', { name: 'X' });
    expect(input.value).toBe('US/Central');
    await user.clear(input);
    await user.type(input, 'new york');
    expect(choices()).toEqual(['America/New York']);
    await user.click(screen.getByRole('option'));
    expect(held).toBe('America/New_York');
  });
});

describe('a text', () => {
  it('that is cleared is null', async () => {
    const { user } = show(<FormText name="x" label="X" />, { value: 'a' });
    await user.clear(box());
    expect(held).toBeNull();
    await user.type(box(), 'b');
    expect(held).toBe('b');
  });
  it('that one only passed through is not wrong yet; sent it is, and has the focus', async () => {
    const { user, save, submitted } = show(<FormText name="x" label="X" required />, { schema: z.string() });
    await user.click(box());
    await user.tab();
    expect(screen.queryByText('Required')).toBeNull();
    await save();
    await screen.findByText('Required');
    expect(box().getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(box());
    expect(submitted).toEqual([]);
  });
  it('that is wrong says so when one leaves it, in place of its hint', async () => {
    const { user } = show(<FormText name="x" label="X" hint="Where we write to" />, { schema: z.email() });
    screen.getByText('Where we write to');
    await user.type(box(), 'ana@');
    expect(screen.queryByText('Enter a valid e-mail address')).toBeNull();
    await user.tab();
    await screen.findByText('Enter a valid e-mail address');
    expect(screen.queryByText('Where we write to')).toBeNull();
  });
});
