import { lazy, Suspense, useState } from 'react';
import { useWords } from '../i18n/language';
import { type Fetched, useObjectUrl } from './media';
import './attachments.css';

const Viewer = lazy(() => import('./viewer'));

/** Thumbnails of pictures, and what became of the other files; logs are shown with the logs. */
export function Attachments({ media }: { media: Fetched[] }) {
  const { detail, loading } = useWords();
  const [viewed, setViewed] = useState<string>();
  const pictures = media.flatMap(({ id, medium }) => (medium?.is === 'picture' ? [id] : []));

  const show = ({ id, medium, failed }: Fetched) => {
    if (failed) return <span className="attachment-note">{detail.gone}</span>;
    switch (medium?.is) {
      case 'picture':
        return (
          <Thumbnail
            thumb={medium.thumb}
            label={detail.picture(pictures.indexOf(id) + 1, pictures.length)}
            onClick={() => setViewed(id)}
          />
        );
      case 'film':
        return (
          <a className="link" href={medium.url} target="_blank" rel="noreferrer">
            {detail.film}
          </a>
        );
      case 'log':
        return <span className="attachment-note">{detail.clientLog}</span>;
      case 'waiting':
        return <span className="attachment-note">{detail.waiting}</span>;
      case 'rejected':
        return <span className="attachment-note">{detail.rejected}</span>;
      case undefined:
        return <span className="thumbnail" role="status" aria-label={loading} />;
    }
  };

  return (
    <>
      <ul className="attachments">
        {media.map((file) => (
          <li key={file.id}>{show(file)}</li>
        ))}
      </ul>
      {viewed !== undefined && (
        <Suspense>
          <Viewer ids={pictures} id={viewed} onView={setViewed} onClose={() => setViewed(undefined)} />
        </Suspense>
      )}
    </>
  );
}

function Thumbnail({ thumb, label, onClick }: { thumb: Blob; label: string; onClick: () => void }) {
  const url = useObjectUrl(thumb);
  return (
    <button type="button" className="thumbnail" aria-label={label} onClick={onClick}>
      {url !== undefined && <img src={url} alt="" />}
    </button>
  );
}
