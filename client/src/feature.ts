import type { SvgIconComponent } from '@mui/icons-material';
import type { Flags } from '@besahubs/contracts/auth';
import type { Role } from '@besahubs/contracts/common';
import type { Permission } from '@besahubs/contracts/permissions';
import type { ComponentType, LazyExoticComponent } from 'react';
import type { RouteObject } from 'react-router-dom';

/**
 * What a feature folder gives the app. A feature exports one of these from `features/<x>/feature.tsx`
 * and is added by one line to `app/registry.ts`; features never import each other.
 */
export interface Feature {
  /** Pages behind the login. Use `lazy` so that the code loads with the page. */
  routes: readonly RouteObject[];
  /** Pages without login and without the shell (sign-in, public booking). */
  publicRoutes?: readonly RouteObject[];
  nav?: readonly NavItem[];
  /** Forms that can be opened from everywhere, by name: `useOpenForm()('contacts', {defaults})`. */
  forms?: Record<string, LazyForm>;
  /** Entries of the create menu and the command palette; each opens one of the forms. */
  create?: readonly CreateItem[];
  /** Tabs this feature adds to record pages of other resources. */
  recordTabs?: readonly RecordTab[];
  /** Pages under /settings, each a tab there. */
  settings?: readonly SettingsPage[];
}

export interface NavItem {
  label: string;
  path: string;
  icon: SvgIconComponent;
  /** Second key after `g`: `d` makes `g d` go there. */
  key: string;
  flag?: keyof Flags;
  roles?: readonly Role[];
  /** Also in the bottom bar on phones (four fit). */
  phone?: boolean;
}

export interface CreateItem {
  label: string;
  form: string;
  icon: SvgIconComponent;
  permission: Permission;
}

export interface OpenForm {
  /** With an id the form edits that record, without one it creates. */
  id?: string;
  /** Values a new record starts with, for example `{contactId}`. */
  defaults?: Record<string, unknown>;
}
export interface FormProps extends OpenForm {
  onClose: () => void;
}
export type LazyForm = LazyExoticComponent<ComponentType<FormProps>>;

export interface RecordTab {
  /** The resource whose page it belongs to: `contacts`. */
  resource: string;
  key: string;
  label: string;
  /** Tabs are sorted by this; Overview is 0, Timeline 10. */
  order: number;
  flag?: keyof Flags;
  component: LazyExoticComponent<ComponentType<RecordTabProps>>;
}
export interface RecordTabProps {
  resource: string;
  id: string;
  /** The record's name, for texts such as “No deals with Ana Ruiz yet”. */
  name: string;
}

export interface SettingsPage {
  label: string;
  /** The whole address: `/settings/audit`. */
  path: string;
  lazy: NonNullable<RouteObject['lazy']>;
  /** Tables take the whole width; texts and forms read better narrow. */
  wide?: boolean;
  roles?: readonly Role[];
  flag?: keyof Flags;
}
