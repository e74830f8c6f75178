import type { Contact, ContactInput, ContactPatch } from '@besahubs/contracts/contacts';
import { defineResource } from './resource';

export const contacts = defineResource<Contact, ContactInput, ContactPatch>('contacts', { one: 'Contact' });
