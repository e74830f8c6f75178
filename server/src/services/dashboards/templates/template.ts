import type { TemplateKey, WidgetInput } from '@besahubs/contracts/dashboards';

/** A dashboard as data: what it is for, and its widgets with their places, as a caller of the API would send them. */
export interface Template {
  key: TemplateKey;
  name: string;
  description: string;
  widgets: (WidgetInput & Required<Pick<WidgetInput, 'position'>>)[];
}
