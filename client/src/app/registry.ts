import type { CreateItem, Feature, LazyForm, NavItem, RecordTab } from '../feature';
import { authFeature } from '../features/auth/feature';
import { companiesFeature } from '../features/companies/feature';
import { contactsFeature } from '../features/contacts/feature';
import { homeFeature } from '../features/home/feature';
import { propertiesFeature } from '../features/properties/feature';
import { relatedFeature } from '../features/related/feature';
import { settingsFeature } from '../features/settings/feature';

/**
 * All features; the order is the order of the rail. Adding one is a folder and a line here.
 * The app reads nothing else of a feature than its `Feature`.
 */
export const features: readonly Feature[] = [
  homeFeature,
  propertiesFeature,
  contactsFeature,
  companiesFeature,
  settingsFeature,
  relatedFeature,
  authFeature,
];

export const navItems: readonly NavItem[] = features.flatMap((feature) => feature.nav ?? []);
export const createItems: readonly CreateItem[] = features.flatMap((feature) => feature.create ?? []);
export const recordTabs: readonly RecordTab[] = features
  .flatMap((feature) => feature.recordTabs ?? [])
  .sort((a, b) => a.order - b.order);
export const forms: Readonly<Record<string, LazyForm>> = Object.assign(
  {},
  ...features.map((feature) => feature.forms ?? {}),
) as Record<string, LazyForm>;
