import { Component, type ReactNode } from 'react';
import { Failure } from './states';

interface State {
  error?: unknown;
}

/** Shows what broke instead of an empty page. Mostly that is a part on demand that a new version has replaced: loading anew mends it. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <Failure error={this.state.error} onRetry={() => location.reload()} />;
  }
}
