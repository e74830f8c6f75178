import { useParams } from 'react-router-dom';
import { RecordView } from '../../components/record/RecordView';
import { listView } from './listView';

export function Component() {
  const { id = '' } = useParams();
  return <RecordView {...listView} id={id} variant="page" key={id} />;
}
