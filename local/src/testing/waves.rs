//! How many round trips an operation takes, one after the other.
//!
//! Calls that are under way together count once. A call depends on those that had ended when it began; so it is one deeper
//! than the deepest of them. Of two chains side by side, one may so be taken to depend on the other: the figure is rather too
//! high than too low.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use aws_sdk_dynamodb::{
    config::{
        ConfigBag, Intercept, RuntimeComponents, SharedInterceptor,
        interceptors::{BeforeSerializationInterceptorContextRef, FinalizerInterceptorContextRef},
    },
    error::BoxError,
};
use aws_smithy_types::config_bag::{Storable, StoreReplace};

/// The depth of the deepest call that has ended.
#[derive(Debug, Default)]
pub struct Waves(AtomicU32);

impl Waves {
    /// What tells it of a client's calls.
    #[must_use]
    pub fn interceptor(self: &Arc<Self>) -> SharedInterceptor {
        SharedInterceptor::new(Told(Arc::clone(self)))
    }

    /// How deep it has gone since the last call, which counts anew.
    #[must_use]
    pub fn take(&self) -> u32 {
        self.0.swap(0, Ordering::Relaxed)
    }
}

#[derive(Debug)]
struct Told(Arc<Waves>);

/// How deep a call is, kept with it until it ends.
#[derive(Debug)]
struct Depth(u32);

impl Storable for Depth {
    type Storer = StoreReplace<Self>;
}

impl Intercept for Told {
    fn name(&self) -> &'static str {
        "waves"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        call: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        call.interceptor_state().store_put(Depth(self.0.0.load(Ordering::Relaxed) + 1));
        Ok(())
    }

    fn read_after_execution(
        &self,
        _: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        call: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(Depth(depth)) = call.load::<Depth>() {
            self.0.0.fetch_max(*depth, Ordering::Relaxed);
        }
        Ok(())
    }
}
