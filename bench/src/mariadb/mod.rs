//! The seed's own design, on a real MariaDB: the tables of seed 004 "数据库设计建议" with their indexes, and the SQL that its
//! wire asks for: `COUNT` and `LIMIT … OFFSET` for a page, `GROUP BY` the day for a trend.

mod ask;
mod load;
mod schema;

use local::error::{Context, Result};
use mysql::{Conn, Opts, OptsBuilder};

use crate::data::Data;

/// A database with all of the data.
pub struct MariaDb {
    connection: Conn,
}

impl MariaDb {
    /// Connects, and loads the data unless it is there from the last run.
    ///
    /// # Errors
    /// When the server does not answer, or refuses something.
    pub fn with(data: &Data, url: &str) -> Result<Self> {
        let options = Opts::from_url(url).context(|| format!("{url} is no URL of a MariaDB"))?;
        let name = options.get_db_name().unwrap_or("bench").to_owned();
        let builder = OptsBuilder::from_opts(options).db_name(None::<String>);
        let mut connection = Conn::new(builder).context(|| format!("{url} does not answer"))?;
        schema::choose(&mut connection, &name)?;
        load::all(&mut connection, data)?;
        Ok(Self { connection })
    }
}
