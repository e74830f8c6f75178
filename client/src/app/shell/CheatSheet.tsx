import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { Kbd } from '../../components/Kbd';
import { useActiveHotkeys } from '../../hooks/hotkeys';
import type { Hotkey } from '../../hooks/hotkeys';

/** Every shortcut that works on the present screen (`?`). */
export default function CheatSheet({ onClose }: { onClose: () => void }) {
  const groups = byGroup(useActiveHotkeys());
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="cheat-sheet-title">
      <DialogTitle id="cheat-sheet-title">Keyboard shortcuts</DialogTitle>
      <DialogContent>
        <Box sx={{ columns: { xs: 1, sm: 2 }, columnGap: 5 }}>
          {[...groups].map(([group, hotkeys]) => (
            <Box key={group} sx={{ breakInside: 'avoid', mb: 2 }}>
              <Typography variant="h3" sx={{ mb: 0.5 }}>
                {group}
              </Typography>
              {hotkeys.map((hotkey) => (
                <Box
                  key={hotkey.keys}
                  sx={{
                    display: 'flex',
                    alignItems: 'center',
                    minHeight: 30,
                    borderBottom: 1,
                    borderColor: 'divider',
                  }}
                >
                  <Typography sx={{ flex: 1 }}>{hotkey.label}</Typography>
                  <Kbd keys={hotkey.keys} />
                </Box>
              ))}
            </Box>
          ))}
        </Box>
      </DialogContent>
    </Dialog>
  );
}

function byGroup(hotkeys: readonly Hotkey[]): Map<string, Hotkey[]> {
  const groups = new Map<string, Hotkey[]>();
  for (const hotkey of hotkeys) {
    const group = hotkey.group ?? 'Everywhere';
    groups.set(group, [...(groups.get(group) ?? []), hotkey]);
  }
  return groups;
}
