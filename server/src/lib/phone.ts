import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

export interface PhoneReading {
  /** `+12145550100`; null when this cannot be a phone number. */
  e164: string | null;
  /** Digits behind `x`, `ext.` and the like. */
  extension: string | null;
}

/** Reads a phone number as people type it, `(214) 555-0100 x12`. Numbers without a country code are North American. */
export function readPhone(typed: string): PhoneReading {
  const phone = parsePhoneNumberFromString(typed, { defaultCountry: 'US', extract: false });
  return {
    e164: phone?.isPossible() ? phone.number : null,
    extension: phone?.ext ?? null,
  };
}
