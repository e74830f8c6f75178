import { createContext, useContext } from 'react';
import type { OpenForm, RecordTab, SettingsPage } from '../feature';

/** What the app offers to features without them knowing it: its forms, and the tabs and pages of other features. */
export interface Slots {
  openForm: (form: string, options?: OpenForm) => void;
  recordTabs: readonly RecordTab[];
  settingsPages: readonly SettingsPage[];
}
export const SlotsContext = createContext<Slots>({
  openForm: () => undefined,
  recordTabs: [],
  settingsPages: [],
});

/** `const openForm = useOpenForm(); openForm('tasks', {defaults: {contactId}})` opens a form of any feature. */
export const useOpenForm = (): Slots['openForm'] => useContext(SlotsContext).openForm;

/** The tabs that other features add to the record pages of `resource`, in order. */
export const useRecordTabs = (resource: string): readonly RecordTab[] =>
  useContext(SlotsContext).recordTabs.filter((tab) => tab.resource === resource);

/** The settings this user may see, besides their own profile. */
export const useSettingsPages = (): readonly SettingsPage[] => useContext(SlotsContext).settingsPages;
