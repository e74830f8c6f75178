import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import type { SvgIconComponent } from '@mui/icons-material';
import BarChartRounded from '@mui/icons-material/BarChartRounded';
import FilterAltOutlined from '@mui/icons-material/FilterAltOutlined';
import NumbersRounded from '@mui/icons-material/NumbersRounded';
import PieChartOutlineRounded from '@mui/icons-material/PieChartOutlineRounded';
import ShowChartRounded from '@mui/icons-material/ShowChartRounded';
import TableChartOutlined from '@mui/icons-material/TableChartOutlined';
import { widgetTypes } from '@besahubs/contracts/dashboards';
import type { WidgetOptions, WidgetType } from '@besahubs/contracts/dashboards';
import { adaptTo, changeFor, reasonAgainst } from './fit';
import { useProblem } from './problems';
import { Section } from './Step';
import type { StepProps } from './Step';

const LOOKS: Record<WidgetType, { label: string; icon: SvgIconComponent }> = {
  kpi: { label: 'Number', icon: NumbersRounded },
  bar: { label: 'Bars', icon: BarChartRounded },
  line: { label: 'Line', icon: ShowChartRounded },
  pie: { label: 'Pie', icon: PieChartOutlineRounded },
  table: { label: 'Table', icon: TableChartOutlined },
  funnel: { label: 'Funnel', icon: FilterAltOutlined },
};

const OPTIONS: Record<WidgetType, readonly { key: keyof WidgetOptions; label: string }[]> = {
  kpi: [{ key: 'sparkline', label: 'Small line over the date range' }],
  bar: [
    { key: 'stacked', label: 'Stacked' },
    { key: 'horizontal', label: 'Horizontal' },
  ],
  line: [
    { key: 'area', label: 'Filled area' },
    { key: 'stacked', label: 'Stacked' },
  ],
  pie: [{ key: 'donut', label: 'Ring with the total inside' }],
  table: [],
  funnel: [],
};
/** What is on without being said. */
const ON: WidgetOptions = { sparkline: true };

/** How it is shown. Each picture says what choosing it changes, or why it cannot be chosen. */
export function TypeStep({ draft, info, edit }: StepProps) {
  const problem = useProblem('type', 'options');
  const options = OPTIONS[draft.type].filter(
    ({ key }) => draft.type !== 'line' || key !== 'stacked' || draft.options.area,
  );
  return (
    <Section title="Show as" problem={problem}>
      <Box
        role="radiogroup"
        aria-label="Show as"
        sx={{ display: 'grid', gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gap: 0.75 }}
      >
        {widgetTypes.map((type) => {
          const against = reasonAgainst(type, info);
          const note = against ?? (type === draft.type ? null : changeFor(type, draft, info));
          return (
            <TypeButton
              key={type}
              type={type}
              chosen={type === draft.type}
              disabled={against !== null}
              note={note}
              onChoose={() => edit((now) => adaptTo(type, now, info))}
            />
          );
        })}
      </Box>
      {options.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
          {options.map(({ key, label }) => (
            <FormControlLabel
              key={key}
              label={label}
              sx={{ ml: 0, mr: 0, minHeight: 32 }}
              control={
                <Switch
                  checked={draft.options[key] ?? ON[key] ?? false}
                  onChange={(_event, on) =>
                    edit((now) => ({ ...now, options: { ...now.options, [key]: on } }))
                  }
                />
              }
            />
          ))}
        </Box>
      )}
    </Section>
  );
}

interface TypeButtonProps {
  type: WidgetType;
  chosen: boolean;
  disabled: boolean;
  note: string | null;
  onChoose: () => void;
}

function TypeButton({ type, chosen, disabled, note, onChoose }: TypeButtonProps) {
  const { label, icon: Icon } = LOOKS[type];
  return (
    <ButtonBase
      role="radio"
      aria-checked={chosen}
      aria-disabled={disabled}
      aria-label={note ? `${label}. ${note}` : label}
      onClick={disabled ? undefined : onChoose}
      sx={{
        display: 'grid',
        justifyItems: 'center',
        alignContent: 'center',
        gap: 0.25,
        minHeight: 64,
        p: 0.75,
        border: 1,
        borderRadius: 1,
        borderColor: chosen ? 'primary.main' : 'line.main',
        bgcolor: chosen ? 'soft.accent' : 'background.paper',
        color: disabled ? 'text.disabled' : chosen ? 'primary.main' : 'text.primary',
        '&:hover': { bgcolor: chosen ? 'soft.accent' : 'surface.hover' },
      }}
    >
      <Icon sx={{ fontSize: 20 }} />
      <Box component="span" sx={{ fontSize: '0.75rem', fontWeight: chosen ? 640 : 430 }}>
        {label}
      </Box>
      {note && (
        <Box component="span" sx={{ fontSize: '0.75rem', lineHeight: 1.2, color: 'text.secondary' }}>
          {note}
        </Box>
      )}
    </ButtonBase>
  );
}
