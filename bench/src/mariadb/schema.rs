//! The tables, as seed 004 has them.

use local::error::{Context, Result};
use mysql::{Conn, prelude::Queryable};

/// Tables and indexes of seed 004 "数据库设计建议", without its comments. Lists never look at the third table.
const TABLES: [&str; 2] = [
    "CREATE TABLE IF NOT EXISTS feedback (
        id BIGINT PRIMARY KEY AUTO_INCREMENT,
        name VARCHAR(100),
        email VARCHAR(255),
        type ENUM('suggestion', 'bug', 'question', 'other') NOT NULL,
        content TEXT NOT NULL,
        source VARCHAR(50) DEFAULT 'general',
        status ENUM('pending', 'replied', 'closed') DEFAULT 'pending',
        created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
        updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
        INDEX idx_source (source),
        INDEX idx_type (type),
        INDEX idx_status (status),
        INDEX idx_created_at (created_at)
    ) DEFAULT CHARSET = utf8mb4",
    "CREATE TABLE IF NOT EXISTS feedback_replies (
        id BIGINT PRIMARY KEY AUTO_INCREMENT,
        feedback_id BIGINT NOT NULL,
        author VARCHAR(100) NOT NULL,
        content TEXT NOT NULL,
        is_admin BOOLEAN DEFAULT FALSE,
        created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
        FOREIGN KEY (feedback_id) REFERENCES feedback(id) ON DELETE CASCADE,
        INDEX idx_feedback_id (feedback_id),
        INDEX idx_created_at (created_at)
    ) DEFAULT CHARSET = utf8mb4",
];

/// Of what was loaded to its end.
const STAMP: &str = "CREATE TABLE IF NOT EXISTS bench_loaded (version INT NOT NULL, items BIGINT NOT NULL)";

/// Uses a database, which is made with its tables if need be.
///
/// # Errors
/// When the server refuses.
pub fn choose(connection: &mut Conn, name: &str) -> Result<()> {
    let database = [format!("CREATE DATABASE IF NOT EXISTS `{name}`"), format!("USE `{name}`")];
    let zone = ["SET SESSION time_zone = '+00:00'".to_owned()];
    let tables = TABLES.into_iter().chain([STAMP]).map(str::to_owned);
    for sql in database.into_iter().chain(zone).chain(tables) {
        connection.query_drop(&sql).context(|| format!("MariaDB refuses: {sql}"))?;
    }
    Ok(())
}
