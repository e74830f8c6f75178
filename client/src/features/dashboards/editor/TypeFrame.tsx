import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { WidgetType } from '@besahubs/contracts/dashboards';

interface TypeFrameProps {
  type: WidgetType;
  title: string;
  children: ReactNode;
}

/** About the size the widget will have on a dashboard, so that nothing looks better here than there. */
export const TypeFrame = ({ type, title, children }: TypeFrameProps) => (
  <Box
    sx={{
      display: 'flex',
      flexDirection: 'column',
      gap: 1,
      p: 2,
      border: 1,
      borderColor: 'divider',
      borderRadius: 2,
      bgcolor: 'background.paper',
      ...(type === 'kpi'
        ? { maxWidth: 340, height: 190 }
        : {
            height: '100%',
            maxHeight: type === 'table' ? 'none' : 560,
            maxWidth: type === 'pie' ? 560 : 'none',
          }),
    }}
  >
    <Typography variant="h3" component="p" noWrap title={title}>
      {title}
    </Typography>
    <Box sx={{ flex: 1, minHeight: 0 }}>{children}</Box>
  </Box>
);
