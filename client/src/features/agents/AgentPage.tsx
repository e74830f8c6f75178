import { useParams } from 'react-router-dom';
import { RecordView } from '../../components/record/RecordView';
import { agentView } from './agentView';

export function Component() {
  const { id = '' } = useParams();
  return <RecordView {...agentView} id={id} variant="page" key={id} />;
}
