//! `DELETE /v1/feedback/{id}` (DESIGN.md "Native API").

use super::id;
use crate::{
    dialects::Dialect,
    domain::Role,
    http::{Access, Route, Wire, empty},
    operations::delete::Target,
};

/// The wire.
pub const WIRE: Wire<Target, ()> = Wire {
    dialect: Dialect::Native,
    route: Route { method: "DELETE", path: "/v1/feedback/{id}", access: Access::Role(Role::Admin) },
    read: |call| id(call).map(Target::Feedback),
    write: |_, ()| empty(),
};
