import { type ReactNode, useId } from 'react';

export function Section({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  const heading = useId();
  return (
    <section className="details-section" aria-labelledby={heading}>
      <div className="details-section-head">
        <h3 id={heading}>{title}</h3>
        {extra}
      </div>
      {children}
    </section>
  );
}
