import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

interface Tower {
  x: number;
  width: number;
  height: number;
  columns: number;
}

const BASE = 600;
const TOWERS: readonly Tower[] = [
  { x: 20, width: 84, height: 150, columns: 4 },
  { x: 112, width: 68, height: 260, columns: 3 },
  { x: 188, width: 104, height: 196, columns: 5 },
  { x: 300, width: 76, height: 372, columns: 3 },
  { x: 384, width: 96, height: 288, columns: 4 },
  { x: 488, width: 72, height: 430, columns: 3 },
  { x: 568, width: 116, height: 228, columns: 5 },
  { x: 692, width: 80, height: 330, columns: 4 },
];
const WINDOW = 6;
const FLOOR = 26;

/** Which windows are lit: fixed, so that the picture never changes between visits. */
const isLit = (tower: number, floor: number, column: number): boolean =>
  (tower * 7 + floor * 5 + column * 11) % 6 === 0;

function windowsOf({ x, width, height, columns }: Tower, tower: number) {
  const gap = width / (columns + 1);
  const floors = Math.floor((height - 24) / FLOOR);
  return Array.from({ length: floors * columns }, (_, index) => {
    const floor = Math.floor(index / columns);
    const column = index % columns;
    return {
      key: index,
      lit: isLit(tower, floor, column),
      x: x + gap * (column + 1) - WINDOW / 2,
      y: BASE - height + 20 + floor * FLOOR,
    };
  });
}

/** A street of towers in hairlines, and what the product is for. */
export function Skyline() {
  return (
    <>
      <Box sx={{ position: 'absolute', top: '14%', left: '10%', right: '10%' }}>
        <Typography variant="figure" component="p" sx={{ maxWidth: 460, textWrap: 'balance' }}>
          Every property, relationship and deal of the brokerage, in one place.
        </Typography>
      </Box>
      <Box
        component="svg"
        viewBox="0 0 800 600"
        preserveAspectRatio="xMidYMax slice"
        sx={{
          position: 'absolute',
          insetInline: 0,
          bottom: 0,
          width: '100%',
          height: '72%',
          color: 'primary.main',
        }}
      >
        {TOWERS.map((tower, index) => (
          <g key={tower.x}>
            <rect
              x={tower.x}
              y={BASE - tower.height}
              width={tower.width}
              height={tower.height + 20}
              rx={4}
              fill="currentColor"
              fillOpacity={0.05 + (index % 3) * 0.03}
              stroke="currentColor"
              strokeOpacity={0.35}
            />
            {windowsOf(tower, index).map((light) => (
              <rect
                key={light.key}
                x={light.x}
                y={light.y}
                width={WINDOW}
                height={10}
                rx={1}
                fill="currentColor"
                fillOpacity={light.lit ? 0.75 : 0.14}
              />
            ))}
          </g>
        ))}
        <path d={`M0 ${BASE - 1}H800`} stroke="currentColor" strokeOpacity={0.5} strokeWidth={2} />
      </Box>
    </>
  );
}
