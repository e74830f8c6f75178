import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { DatasetInfo } from '@besahubs/contracts/reports';
import type { Edit, WidgetDraft } from './draft';

/** What every step of the editor works with. */
export interface StepProps {
  draft: WidgetDraft;
  info: DatasetInfo;
  edit: Edit;
}

interface SectionProps {
  title: string;
  /** At the right of the title: usually what adds one more. */
  action?: ReactNode;
  problem?: string | undefined;
  children?: ReactNode;
}

/** One step of the editor: a title, its controls, and what is wrong with it as a whole. */
export const Section = ({ title, action, problem, children }: SectionProps) => (
  <Box
    component="section"
    aria-label={title}
    sx={{ display: 'grid', gap: 1, py: 1.5, borderBottom: 1, borderColor: 'divider', minWidth: 0 }}
  >
    <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 32, gap: 1 }}>
      <Typography variant="h3" sx={{ flex: 1 }}>
        {title}
      </Typography>
      {action}
    </Box>
    {children}
    {problem && (
      <Typography role="alert" variant="body2" sx={{ color: 'error.main' }}>
        {problem}
      </Typography>
    )}
  </Box>
);
