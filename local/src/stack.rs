//! The whole stack: what is started in which order, and how it ends.

use std::{
    collections::BTreeMap,
    io::{Write, stdout},
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    sync::Arc,
    time::Duration,
};

use serde_json::json;
use tokio::{net::TcpListener, sync::oneshot, task::JoinSet, time::timeout};

use crate::{
    build::{self, Binaries},
    cli::Options,
    console, credentials,
    data::{DataFolder, write_private},
    dynamodb::{self, Connection, Engine, Storage, create_missing},
    error::{Context, Error, Result},
    gateway::Gateway,
    lambda::{Function, Lambda, launch},
    s3,
    sample::{self, Album},
    schedule,
    secrets::Secrets,
    signals,
    streams::Mapping,
    template::{Bucket, BucketEvent, Names, StreamEvent, Table, Template, Text},
    workspace::{self, TEMPLATE},
};

/// How long requests that are running at the end may take.
const DRAIN: Duration = Duration::from_secs(2);

/// Parameter of the template that names the default app.
const DEFAULT_APP: &str = "DefaultAppId";

/// Resource of the template that holds the key which signs tokens.
const TOKEN_SECRET: &str = "TokenSecret";

/// What `CloudFormation` itself names, beside the region.
const PSEUDO_PARAMETERS: [(&str, &str); 4] = [
    ("AWS::AccountId", "000000000000"),
    ("AWS::Partition", "aws"),
    ("AWS::StackName", "local"),
    ("AWS::URLSuffix", "amazonaws.com"),
];

/// A stack whose functions all wait for work.
struct Running {
    gateway: Gateway,
    lambda: Arc<Lambda>,
    /// What brings events to functions; ends when dropped, which is to be before them.
    deliveries: JoinSet<()>,
    listener: TcpListener,
    address: SocketAddr,
    /// Ends when dropped, which is to be after the functions.
    engine: Option<Engine>,
    /// Held to the end, so that no other stack takes the folder.
    data: DataFolder,
    /// Name and password of the console's first member.
    sign_in: (String, String),
    /// The default app.
    app_id: String,
}

/// Runs the stack until Ctrl-C or SIGTERM.
///
/// # Errors
/// When something cannot be started; the message says what.
pub async fn run(options: &Options) -> Result<()> {
    let mut end = signals::Ends::new()?;
    let running = tokio::select! {
        running = start(options) => running?,
        () = end.come() => return Ok(()),
    };
    serve(running, end).await
}

async fn serve(running: Running, mut end: signals::Ends) -> Result<()> {
    let Running { gateway, lambda, deliveries, listener, address, engine, data, sign_in, app_id } = running;
    let (stop, stopped) = oneshot::channel::<()>();
    let mut server = tokio::spawn(gateway.serve(listener, async {
        let _ = stopped.await;
    }));
    eprintln!("tokens and the default app are in {}; Ctrl-C ends", data.credentials().display());
    eprintln!("console: http://{address}/console, as {} with the password {}", sign_in.0, sign_in.1);
    eprintln!("widget:  http://{address}/demo?app={app_id}");
    say_ready(address);
    let end_of_service = tokio::select! {
        ended = &mut server => ended.context(|| "the gateway")?,
        () = end.come() => {
            eprintln!("ending");
            drop(stop);
            // Who is not done by then is cut off.
            let _ = timeout(DRAIN, server).await;
            Ok(())
        }
    };
    // A batch whose function is ended would count as failed.
    drop(deliveries);
    lambda.stop().await;
    tokio::task::spawn_blocking(move || drop(engine)).await.context(|| "DynamoDB")?;
    end_of_service
}

/// The line that tests and scripts wait for. Nobody may be listening.
fn say_ready(address: SocketAddr) {
    let mut stdout = stdout().lock();
    let _ = writeln!(stdout, "ready http://{address}");
    let _ = stdout.flush();
}

async fn start(options: &Options) -> Result<Running> {
    let root = workspace::root()?;
    let template = Template::read_with(&root.join(TEMPLATE), &options.parameters)?;
    let data = DataFolder::claim(&options.data)?;
    // Taken before the build, so that a port in use is told at once.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await;
    let listener = listener.context(|| format!("cannot listen on port {}", options.port))?;
    let address = listener.local_addr().context(|| "the gateway has no address")?;
    let secrets = Secrets::read_or_create(&data.secrets())?;
    if !options.no_console {
        console::build(&root).await;
    }
    let binaries = build::functions(&root).await?;
    let (engine, mut connection) = dynamodb::connect(Storage::Folder(&data.dynamodb()))?;
    if engine.is_some() {
        connection.use_keys(secrets.keys());
    }
    let client = connection.client();
    for table in &template.tables {
        create_missing(&client, table, &table.name).await?;
    }
    let table = feedback_table(&template)?;
    credentials::issue(client.clone(), &table.name, &secrets, &data.credentials()).await?;
    let names = names(&template, &secrets, &connection)?;
    let buckets = buckets(&template, &names)?;
    let subscriptions = subscriptions(&template, &names)?;
    let (s3, delivery) =
        s3::Server::open(&data.s3(), &buckets, subscriptions, connection.region(), connection.keys()).await?;
    let endpoints = BTreeMap::from([(s3::ENDPOINT_VARIABLE.to_owned(), s3.endpoint())]);
    let endpoint = s3.endpoint();
    tokio::spawn(s3.run());
    if let (Some(count), Some((bucket, _))) = (options.sample, buckets.first()) {
        let album = Album::new(bucket, connection.region(), &endpoint, &connection.keys(), &secrets.token_secret);
        sample::fill_default_app(client, &table.name, &secrets, &album, count).await?;
    }
    let functions = functions(&template, &names, &binaries, &connection, &endpoints, &data)?;
    write_environment(&functions, &data.environment())?;
    let lambda = Arc::new(Lambda::start(functions).await?);
    // Only now is there somebody who takes what a killed stack left undelivered.
    let mut deliveries = deliveries(&template, &connection, &data, options, &lambda)?;
    deliveries.spawn(delivery.run(Arc::clone(&lambda)));
    let gateway = Gateway::new(&template, Arc::clone(&lambda));
    let sign_in = (secrets.console_user, secrets.console_password);
    Ok(Running { gateway, lambda, deliveries, listener, address, engine, data, sign_in, app_id: secrets.app_id })
}

/// Points `sam local` at this stack: the variables of the functions, in the form of its `--env-vars` file.
fn write_environment(functions: &[Function], file: &Path) -> Result<()> {
    let variables: BTreeMap<_, _> = functions.iter().flat_map(|function| &function.environment).collect();
    let text = serde_json::to_vec_pretty(&json!({ "Parameters": variables })).context(|| "env.json")?;
    write_private(file, &text).context(|| file.display().to_string())
}

/// The one table; see "Data" in the design.
fn feedback_table(template: &Template) -> Result<&Table> {
    template.tables.first().ok_or_else(|| Error::new(format!("{TEMPLATE} declares no table")))
}

/// What the names in the template stand for here.
fn names(template: &Template, secrets: &Secrets, connection: &Connection) -> Result<Names> {
    let mut references = template.parameters.clone();
    references.extend(template.tables.iter().map(|table| (table.logical_id.clone(), table.name.clone())));
    references.insert(DEFAULT_APP.to_owned(), secrets.app_id.clone());
    references.insert(TOKEN_SECRET.to_owned(), TOKEN_SECRET.to_owned());
    references.extend(PSEUDO_PARAMETERS.map(|(name, value)| (name.to_owned(), value.to_owned())));
    references.insert("AWS::Region".to_owned(), connection.region().to_owned());
    let secrets = BTreeMap::from([(TOKEN_SECRET.to_owned(), secrets.token_secret.clone())]);
    let mut names = Names { references, secrets };
    for bucket in &template.buckets {
        let name = bucket.name.resolve(&names)?;
        names.references.insert(bucket.logical_id.clone(), name);
    }
    Ok(names)
}

/// The buckets with their names.
fn buckets(template: &Template, names: &Names) -> Result<Vec<(String, Bucket)>> {
    template.buckets.iter().map(|bucket| Ok((bucket.name.resolve(names)?, bucket.clone()))).collect()
}

/// Which function wants which events of which bucket, which goes by its name.
fn subscriptions(template: &Template, names: &Names) -> Result<Vec<(String, BucketEvent)>> {
    let all = template.functions.iter().flat_map(|function| {
        function.bucket_events.iter().map(|event| {
            let bucket = Text::Ref(event.bucket.clone()).resolve(names)?;
            Ok((function.name.clone(), BucketEvent { bucket, ..event.clone() }))
        })
    });
    all.collect()
}

/// Starts what carries records of streams, and what calls functions by the clock.
fn deliveries(
    template: &Template,
    connection: &Connection,
    data: &DataFolder,
    options: &Options,
    lambda: &Arc<Lambda>,
) -> Result<JoinSet<()>> {
    let mut deliveries = JoinSet::new();
    let hurry = options.schedules_every.map(|seconds| Duration::from_secs(seconds.get()));
    for function in &template.functions {
        for event in &function.stream_events {
            let table = template.tables.iter().find(|table| table.logical_id == event.table);
            let table = table.ok_or_else(|| Error::new(format!("{TEMPLATE} declares no table {}", event.table)))?;
            let event = StreamEvent { table: table.name.clone(), ..event.clone() };
            let mapping = Mapping::open(&data.streams(), connection, &function.name, event)?;
            deliveries.spawn(mapping.run(Arc::clone(lambda)));
        }
        for schedule in &function.schedules {
            let (schedule, region) = (schedule.clone().hurried(hurry), connection.region().to_owned());
            deliveries.spawn(schedule::run(function.name.clone(), schedule, region, Arc::clone(lambda)));
        }
    }
    Ok(deliveries)
}

fn functions(
    template: &Template,
    names: &Names,
    binaries: &Binaries,
    connection: &Connection,
    endpoints: &BTreeMap<String, String>,
    data: &DataFolder,
) -> Result<Vec<Function>> {
    let launcher = launch::launcher();
    let function = |declared: &crate::template::Function| {
        let name = &declared.name;
        let binary = binaries.get(name).ok_or_else(|| Error::new(format!("the workspace has no binary {name}")))?;
        let mut environment = declared.resolve_environment(names)?;
        // Wins over an endpoint that the template names: that is AWS's.
        environment.extend(connection.environment());
        environment.extend(endpoints.clone());
        Ok(Function {
            name: name.clone(),
            binary: binary.clone(),
            environment,
            memory_mb: declared.memory_mb,
            timeout: Duration::from_secs(declared.timeout_s.into()),
            log: data.log(name),
            launcher: launcher.clone(),
        })
    };
    template.functions.iter().map(function).collect()
}
