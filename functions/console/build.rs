//! Embeds what `npm run build` has made in `console/dist`: each file compressed with Brotli and gzip, with its hash.
//!
//! Without Node there is no such folder: then nothing is embedded, and the pages say what is missing.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let built = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../console/dist");
    // Cargo runs this again and again while a path that it is to watch does not exist. Where nothing can be written,
    // that has to do.
    drop(fs::create_dir_all(&built));
    println!("cargo:rerun-if-changed={}", built.display());
    let folder = PathBuf::from(env::var("OUT_DIR")?);
    let mut table = String::from("[\n");
    let mut paths = Vec::new();
    collect(&built, &mut paths)?;
    for (place, path) in paths.iter().enumerate() {
        let name = path.strip_prefix(&built)?.to_string_lossy().replace('\\', "/");
        let Some(content_type) = content_type(&name) else { continue };
        let plain = fs::read(path)?;
        let hash = BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(&plain)[..12]);
        let brotli = keep(&folder, &format!("{place}.br"), brotli(&plain)?, plain.len())?;
        let gzip = keep(&folder, &format!("{place}.gz"), gzip(&plain)?, plain.len())?;
        writeln!(
            table,
            "File {{ path: {name:?}, content_type: {content_type:?}, hash: {hash:?}, plain: include_bytes!({}), \
             brotli: {brotli}, gzip: {gzip} }},",
            literal(&path.canonicalize()?)?
        )?;
    }
    table.push(']');
    fs::write(folder.join("files.rs"), table)?;
    Ok(())
}

/// All files below a folder, in an order that does not change.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    let mut entries = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() { collect(&path, paths)? } else { paths.push(path) }
    }
    Ok(())
}

/// What browsers are to take a file for; what is none of these is not served.
fn content_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

/// Keeps a compressed form if it is worth it, and names it for the table.
fn keep(folder: &Path, name: &str, bytes: Vec<u8>, plain: usize) -> Result<String> {
    if bytes.len() >= plain {
        return Ok("None".to_owned());
    }
    let path = folder.join(name);
    fs::write(&path, bytes)?;
    Ok(format!("Some(include_bytes!({}))", literal(&path)?))
}

/// A path as Rust writes it in quotes.
fn literal(path: &Path) -> Result<String> {
    Ok(format!("{:?}", path.to_str().ok_or("the path of a file is no text")?))
}

fn brotli(plain: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*plain, &mut compressed, &brotli::enc::BrotliEncoderParams::default())?;
    Ok(compressed)
}

fn gzip(plain: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(plain)?;
    Ok(encoder.finish()?)
}
