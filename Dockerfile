# docker build -t preau . && docker run -p 8080:8080 -v preau-data:/data preau
FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY pom.xml .
RUN mvn -q -B dependency:go-offline
COPY LICENSE ./
COPY conf conf
COPY webroot webroot
COPY src/main src/main
RUN mvn -q -B -Dmaven.test.skip=true -DleftOut=postgres-darwin-*.txz package

FROM eclipse-temurin:21-jre
# PostgreSQL refuses to run as root, and nothing here needs it.
RUN useradd --system --uid 10001 --home-dir /data preau && install -d -o preau -g preau /data
COPY --from=build /src/target/preau.jar /opt/preau.jar
USER preau
WORKDIR /data
ENV PREAU_DATA=/data PREAU_PORT=8080
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
# The embedded PostgreSQL unpacks itself at the first start.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$PREAU_PORT && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["java", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-jar", "/opt/preau.jar"]
