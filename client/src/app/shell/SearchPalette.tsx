import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import InputBase from '@mui/material/InputBase';
import Typography from '@mui/material/Typography';
import SearchRounded from '@mui/icons-material/SearchRounded';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { globalSearch } from '../../api/search';
import { Kbd } from '../../components/Kbd';
import { useDebounced } from '../../hooks/ui';
import { useCommands, useHits } from './paletteItems';
import type { PaletteItem } from './paletteItems';

/** ⌘K or `/`: finds any record, goes anywhere, creates anything. */
export default function SearchPalette({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-label="Search and commands"
      slotProps={{
        container: { sx: { alignItems: 'flex-start' } },
        paper: { sx: { mt: { xs: 1, sm: '12vh' }, mx: { xs: 1, sm: 4 } } },
      }}
    >
      <Palette onClose={onClose} />
    </Dialog>
  );
}

function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const q = useDebounced(text.trim(), 150);
  const search = useQuery(globalSearch(q));
  const hits = useHits(q && text.trim() ? search.data : undefined);
  const commands = useCommands(text.trim());
  const items = [...hits, ...commands];
  const listId = useId();
  useEffect(() => setActive(0), [text, search.data]);

  const choose = (item: PaletteItem | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length) {
      event.preventDefault();
      setActive((active + step + items.length) % items.length);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      choose(items[active]);
    }
  };

  return (
    <>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.5,
          px: 2,
          minHeight: 52,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <SearchRounded aria-hidden sx={{ color: 'text.secondary' }} />
        <InputBase
          autoFocus
          fullWidth
          value={text}
          placeholder="Search records or type a command"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          inputProps={{
            role: 'combobox',
            'aria-label': 'Search records or type a command',
            'aria-expanded': true,
            'aria-controls': listId,
            'aria-activedescendant': items.length ? `${listId}-${active}` : undefined,
          }}
          sx={{ fontSize: '1rem' }}
        />
        <Kbd keys="escape" />
      </Box>
      <Box
        id={listId}
        role="listbox"
        aria-label="Results"
        sx={{ maxHeight: 'min(420px, 60vh)', overflowY: 'auto', p: 0.75 }}
      >
        {items.map((item, index) => (
          <PaletteRow
            key={item.key}
            id={`${listId}-${index}`}
            item={item}
            active={index === active}
            heading={items[index - 1]?.group === item.group ? null : item.group}
            onHover={() => setActive(index)}
            onChoose={() => choose(item)}
          />
        ))}
        {!items.length && (
          <Typography role="status" sx={{ p: 2, color: 'text.secondary' }}>
            {search.isFetching ? 'Searching…' : `Nothing found for “${text.trim()}”.`}
          </Typography>
        )}
      </Box>
    </>
  );
}

interface RowProps {
  id: string;
  item: PaletteItem;
  active: boolean;
  heading: string | null;
  onHover: () => void;
  onChoose: () => void;
}

function PaletteRow({ id, item, active, heading, onHover, onChoose }: RowProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <>
      {heading && (
        <Typography
          role="presentation"
          variant="body2"
          sx={{ px: 1.25, pt: 1, pb: 0.5, color: 'text.secondary' }}
        >
          {heading}
        </Typography>
      )}
      <Box
        ref={row}
        id={id}
        role="option"
        aria-selected={active}
        onMouseMove={onHover}
        onClick={onChoose}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.25,
          px: 1.25,
          minHeight: 36,
          borderRadius: 1,
          cursor: 'pointer',
          bgcolor: active ? 'surface.selected' : 'transparent',
          '@media (pointer: coarse)': { minHeight: 44 },
        }}
      >
        <item.icon aria-hidden sx={{ fontSize: 18, color: 'text.secondary' }} />
        <Typography noWrap sx={{ flexShrink: 1, minWidth: 0 }}>
          {item.title}
        </Typography>
        <Typography noWrap variant="body2" sx={{ flex: 1, minWidth: 0, color: 'text.secondary' }}>
          {item.subtitle}
        </Typography>
        {item.keys && <Kbd keys={item.keys} />}
      </Box>
    </>
  );
}
