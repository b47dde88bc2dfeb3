import type { RefInputType } from '@arco-design/web-react/es/Input/interface';
import { lazy, Suspense, useRef, useState } from 'react';
import { useWords } from '../i18n/language';
import type { Tab } from '../layout/paths';
import { useApp } from '../session/session';
import { Failure, Skeleton } from '../ui/states';
import { Filters } from './filters';
import { isFiltered, meaningOf, writeFilter } from './filter';
import { NoRows } from './no-rows';
import { Pager } from './pager';
import { useFeedbackPage } from './queries';
import { Table } from './table';
import { Toolbar } from './toolbar';
import { useFilter } from './use-filter';
import { useListKeys } from './use-list-keys';
import { useMark } from './use-mark';
import { useSelection } from './use-selection';
import './list-page.css';

const Drawer = lazy(() => import('../detail/drawer'));
const ExportDialog = lazy(() => import('../export/export-dialog'));

/** 故障反馈, 产品建议 and all together: what to look for, what there is, where in it we are. */
export function ListPage({ tab }: { tab: Tab }) {
  const app = useApp();
  const words = useWords();
  const { filter, change, openId, hrefOf, open, close } = useFilter();
  const page = useFeedbackPage(app, tab, filter);
  const selection = useSelection(writeFilter({ ...filter, page: 1 }));
  const { mark, undoLast } = useMark(app);
  const [exporting, setExporting] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const search = useRef<RefInputType>(null);
  const items = page.data?.items ?? [];
  useListKeys({ items, selection, table, search, undo: undoLast });

  return (
    <>
      <section className="card">
        <Filters tab={tab} filter={filter} onChange={change} search={search} />
        <Toolbar
          total={page.data?.total}
          selection={selection}
          busy={page.isFetching}
          onMark={(status) => {
            mark(selection.rows, status);
            selection.clear();
          }}
          onExport={() => setExporting(true)}
          onRefresh={() => void page.refetch()}
        />
        <div className={page.isPlaceholderData ? 'list list-turning' : 'list'} aria-busy={page.isFetching}>
          {page.isPending && <Skeleton lines={10} label={words.loading} />}
          {page.isError && <Failure error={page.error} onRetry={() => void page.refetch()} />}
          {page.isSuccess && items.length > 0 && (
            <Table ref={table} tab={tab} items={items} selection={selection} hrefOf={hrefOf} />
          )}
          {page.isSuccess && items.length === 0 && (
            <NoRows beyond={page.data.total > 0} filtered={isFiltered(filter)} onChange={change} />
          )}
        </div>
        {page.isSuccess && page.data.total > 0 && (
          <Pager total={page.data.total} page={filter.page} size={filter.size} onChange={change} />
        )}
      </section>
      <Suspense>
        {openId !== undefined && <Drawer id={openId} items={items} onOpen={open} onMark={mark} onClose={close} />}
        {exporting && (
          <ExportDialog
            filter={meaningOf(filter, tab, new Date())}
            total={page.data?.total}
            onClose={() => setExporting(false)}
          />
        )}
      </Suspense>
    </>
  );
}
