/** Styles of the Arco components that the first page shows; pages on demand bring their own. */

import '@arco-design/web-react/es/Button/style/css.js';
import '@arco-design/web-react/es/Input/style/css.js';
import '@arco-design/web-react/es/Select/style/css.js';
