import type { Ref } from 'react';
import { Link } from 'wouter';
import type { FeedbackItem } from '../api/words';
import { useWords } from '../i18n/language';
import type { Tab } from '../layout/paths';
import { FaultTags, StatusLabel } from '../ui/labels';
import { When } from '../ui/when';
import type { Selection } from './use-selection';
import './table.css';

interface Props {
  ref: Ref<HTMLTableElement>;
  tab: Tab;
  items: readonly FeedbackItem[];
  selection: Selection;
  hrefOf: (id: string) => string;
}

/** One page of rows. A narrow window shows each as a card; that is for the style sheet to say. */
export function Table({ ref, tab, items, selection, hrefOf }: Props) {
  const { list } = useWords();
  const chosen = items.filter(({ id }) => selection.has(id)).length;
  return (
    <table ref={ref} className="table">
      <caption className="visually-hidden">{list.caption}</caption>
      <thead>
        <tr>
          <th className="table-check">
            <input
              type="checkbox"
              className="check"
              aria-label={list.selectAll}
              checked={chosen === items.length}
              ref={(box) => {
                if (box !== null) box.indeterminate = chosen > 0 && chosen < items.length;
              }}
              onChange={(event) => selection.set(items, event.target.checked)}
            />
          </th>
          <th className="table-content">{list.columns.content}</th>
          {tab === 'all' && <th>{list.columns.kind}</th>}
          {tab !== 'suggestions' && <th>{list.columns.faults}</th>}
          <th>{list.columns.status}</th>
          <th>{list.columns.source}</th>
          <th>{list.columns.time}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.id} tab={tab} item={item} selection={selection} href={hrefOf(item.id)} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  tab: Tab;
  item: FeedbackItem;
  selection: Selection;
  href: string;
}

function Row({ tab, item, selection, href }: RowProps) {
  const { list, kinds } = useWords();
  const chosen = selection.has(item.id);
  return (
    <tr className={chosen ? 'row row-chosen' : 'row'}>
      <td className="table-check">
        <input
          type="checkbox"
          className="check"
          aria-label={list.select(item.title)}
          checked={chosen}
          onChange={() => selection.set([item], !chosen)}
        />
      </td>
      <td className="table-content">
        {/* The whole row is this link's; see `.row-link::after`. */}
        <Link href={href} className="row-link" data-row>
          {item.title}
        </Link>
      </td>
      {tab === 'all' && <td className="table-kind">{kinds[item.kind]}</td>}
      {tab !== 'suggestions' && (
        <td className="table-faults">
          <FaultTags faults={item.faults} wechatType={item.wechat_type} />
        </td>
      )}
      <td className="table-status">
        <StatusLabel status={item.status} />
      </td>
      <td className="table-source" title={item.source}>
        {item.source}
      </td>
      <td className="table-time">
        <When at={item.created_at} />
      </td>
    </tr>
  );
}
