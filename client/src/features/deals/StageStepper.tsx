import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import ArrowForwardRounded from '@mui/icons-material/ArrowForwardRounded';
import ExpandMoreRounded from '@mui/icons-material/ExpandMoreRounded';
import { useRef, useState } from 'react';
import { dealStageKeys, dealStages } from '@besahubs/contracts/deals';
import type { Deal, DealStage } from '@besahubs/contracts/deals';
import { plural } from '../../components/format';
import { StatusChip } from '../../components/StatusChip';
import { dealStageLooks } from '../../domain/deals';
import { useHotkey } from '../../hooks/hotkeys';
import { useNow } from '../../hooks/zone';
import { daysInStage } from './ageing';
import { StageMenu } from './StageMenu';
import { useStageMove } from './useStageMove';

const OPEN_STAGES: readonly DealStage[] = dealStageKeys.filter((stage) => stage !== 'lost');

/** Where the deal stands on its way; a click on a step moves it there, through the gate of that stage. */
export function StageStepper({ deal }: { deal: Deal }) {
  const { pending, move, dialog } = useStageMove();
  const [menu, setMenu] = useState(false);
  const menuButton = useRef<HTMLButtonElement>(null);
  const stage = pending.get(deal.id)?.stage ?? deal.stage;
  const at = OPEN_STAGES.indexOf(stage);
  const days = daysInStage(deal, useNow());
  const movable = deal.abilities.update;
  const next = at >= 0 ? OPEN_STAGES[at + 1] : undefined;
  useHotkey(
    movable ? { keys: 'm', label: 'Move to stage…', group: 'Record', run: () => setMenu(true) } : null,
  );
  return (
    <Box
      className="no-print"
      sx={{
        containerType: 'inline-size',
        '& .narrow': { display: 'none' },
        '@container (max-width: 520px)': {
          '& .wide': { display: 'none' },
          '& .narrow': { display: 'inline' },
        },
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 1 }}>
        <StatusChip look={dealStageLooks[stage]} />
        <Box component="span" className="num" sx={{ color: 'text.secondary', flex: 1 }}>
          <span className="wide">{stage === deal.stage && `for ${plural(days, 'day')}`}</span>
        </Box>
        {movable && next && (
          <Button
            variant="outlined"
            endIcon={<ArrowForwardRounded />}
            aria-label={`Move to ${dealStages[next].label}`}
            onClick={() => move(deal, next)}
          >
            <span className="wide">{dealStages[next].label}</span>
            <span className="narrow">Advance</span>
          </Button>
        )}
        {movable && (
          <Button
            ref={menuButton}
            color="inherit"
            endIcon={<ExpandMoreRounded />}
            aria-haspopup="menu"
            aria-keyshortcuts="m"
            onClick={() => setMenu(true)}
            sx={{ color: 'text.secondary' }}
          >
            Move to…
          </Button>
        )}
      </Box>
      <Box
        component="ol"
        aria-label="Stages"
        sx={{ display: 'flex', gap: 0.5, m: 0, p: 0, listStyle: 'none' }}
      >
        {OPEN_STAGES.map((each, index) => (
          <Box component="li" key={each} sx={{ flex: 1, minWidth: 0 }}>
            <Step
              stage={each}
              passed={index <= at}
              current={index === at}
              disabled={!movable || index === at}
              onClick={() => move(deal, each)}
            />
          </Box>
        ))}
      </Box>
      <StageMenu
        anchor={menu ? menuButton.current : null}
        current={stage}
        onChoose={(chosen) => move(deal, chosen)}
        onClose={() => setMenu(false)}
      />
      {dialog}
    </Box>
  );
}

interface StepProps {
  stage: DealStage;
  passed: boolean;
  current: boolean;
  disabled: boolean;
  onClick: () => void;
}
function Step({ stage, passed, current, disabled, onClick }: StepProps) {
  const { label } = dealStages[stage];
  return (
    <Tooltip title={current ? `${label}, now` : label}>
      <span>
        <ButtonBase
          aria-label={current ? `${label}, present stage` : `Move to ${label}`}
          aria-current={current ? 'step' : undefined}
          disabled={disabled}
          onClick={onClick}
          sx={{
            width: '100%',
            height: 24,
            borderRadius: 0.5,
            '& .bar': {
              width: '100%',
              height: 6,
              borderRadius: 3,
              bgcolor: passed ? 'primary.main' : 'line.main',
              opacity: passed && !current ? 0.55 : 1,
            },
            '&:hover .bar': { height: 10 },
            '@media (pointer: coarse)': { height: 44 },
          }}
        >
          <Box className="bar" />
        </ButtonBase>
      </span>
    </Tooltip>
  );
}
