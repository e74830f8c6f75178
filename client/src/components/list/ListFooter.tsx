import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import ChevronLeftRounded from '@mui/icons-material/ChevronLeftRounded';
import ChevronRightRounded from '@mui/icons-material/ChevronRightRounded';
import { number } from '../format';
import { PAGE_SIZES } from './urlState';

interface ListFooterProps {
  page: number;
  pageSize: number;
  total: number;
  shown: number;
  onPage: (page: number) => void;
  onPageSize: (size: number) => void;
}

/** “1–50 of 1,024”, previous and next, rows per page. */
export function ListFooter({ page, pageSize, total, shown, onPage, onPageSize }: ListFooterProps) {
  const first = (page - 1) * pageSize + 1;
  const last = first + shown - 1;
  return (
    <Box
      component="nav"
      aria-label="Pages"
      className="no-print"
      sx={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'flex-end',
        gap: 1,
        px: 2,
        minHeight: 44,
        borderTop: 1,
        borderColor: 'divider',
        color: 'text.secondary',
      }}
    >
      <Box sx={{ display: { xs: 'none', sm: 'flex' }, alignItems: 'center', gap: 1, mr: 'auto' }}>
        <Select
          variant="standard"
          disableUnderline
          value={pageSize}
          onChange={(event) => onPageSize(Number(event.target.value))}
          inputProps={{ 'aria-label': 'Rows per page' }}
        >
          {PAGE_SIZES.map((size) => (
            <MenuItem key={size} value={size}>
              {size} rows
            </MenuItem>
          ))}
        </Select>
      </Box>
      <span className="num">
        {shown ? `${number(first)}–${number(last)} of ${number(total)}` : number(total)}
      </span>
      <IconButton
        size="small"
        aria-label="Previous page"
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      >
        <ChevronLeftRounded />
      </IconButton>
      <IconButton
        size="small"
        aria-label="Next page"
        disabled={last >= total}
        onClick={() => onPage(page + 1)}
      >
        <ChevronRightRounded />
      </IconButton>
    </Box>
  );
}
