import { type DescFile, type DescMessage, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { Code, type ConnectRouter } from "@connectrpc/connect";
import { file_gatehouse_v1_sso_clients } from "#proto/generated/gatehouse/v1/sso_clients_pb.js";
import { file_grpc_health_v1_health } from "#proto/generated/grpc/health/v1/health_pb.js";
import {
  file_grpc_reflection_v1_reflection,
  ServerReflection,
  type ServerReflectionRequest,
} from "#proto/generated/grpc/reflection/v1/reflection_pb.js";
import {
  file_grpc_reflection_v1alpha_reflection,
  ServerReflection as OlderServerReflection,
} from "#proto/generated/grpc/reflection/v1alpha/reflection_pb.js";

const described = [
  file_gatehouse_v1_sso_clients,
  file_grpc_health_v1_health,
  file_grpc_reflection_v1_reflection,
  file_grpc_reflection_v1alpha_reflection,
];
const filesByName = new Map<string, DescFile>();
const filesBySymbol = new Map<string, DescFile>();
for (const file of described) addFile(file);

/**
 * Server reflection, version 1 and, for older programs, v1alpha: what this server can do, described
 * by the very files that it was generated from. As open as the description of the REST API.
 */
export function addReflection(router: ConnectRouter): void {
  const implementation = {
    serverReflectionInfo: async function* (requests: AsyncIterable<ServerReflectionRequest>) {
      for await (const request of requests) {
        yield {
          validHost: request.host,
          originalRequest: request,
          messageResponse: answer(request),
        };
      }
    },
  };
  router.service(ServerReflection, implementation);
  router.service(OlderServerReflection, implementation);
}

function answer({ messageRequest: asked }: ServerReflectionRequest) {
  switch (asked.case) {
    case "listServices": {
      const service = described.flatMap((file) => file.services);
      const names = service.map(({ typeName }) => ({ name: typeName }));
      return { case: "listServicesResponse", value: { service: names } } as const;
    }
    case "fileByFilename":
      return fileAnswer(filesByName.get(asked.value), asked.value);
    case "fileContainingSymbol":
      return fileAnswer(filesBySymbol.get(asked.value), asked.value);
    case "fileContainingExtension":
      return missing(`${asked.value.containingType} has no extensions.`);
    case "allExtensionNumbersOfType":
      return missing(`${asked.value} has no extensions.`);
    default:
      return refusal(Code.InvalidArgument, "The request asks for nothing.");
  }
}

/** The file, and those that it needs, the needed ones first. */
function fileAnswer(file: DescFile | undefined, name: string) {
  if (!file) return missing(`There is no ${name} here.`);
  const files = new Set<DescFile>();
  collect(file, files);
  const bytes = [...files].map(({ proto }) => toBinary(FileDescriptorProtoSchema, proto));
  return { case: "fileDescriptorResponse", value: { fileDescriptorProto: bytes } } as const;
}

function missing(errorMessage: string) {
  return refusal(Code.NotFound, errorMessage);
}

function refusal(errorCode: Code, errorMessage: string) {
  return { case: "errorResponse", value: { errorCode, errorMessage } } as const;
}

function collect(file: DescFile, into: Set<DescFile>): void {
  for (const needed of file.dependencies) collect(needed, into);
  into.add(file);
}

function addFile(file: DescFile): void {
  for (const needed of file.dependencies) addFile(needed);
  filesByName.set(file.proto.name, file);
  for (const service of file.services) {
    filesBySymbol.set(service.typeName, file);
    for (const { name } of service.methods) filesBySymbol.set(`${service.typeName}.${name}`, file);
  }
  for (const { typeName } of file.enums) filesBySymbol.set(typeName, file);
  for (const message of file.messages) addMessage(message, file);
}

function addMessage(message: DescMessage, file: DescFile): void {
  filesBySymbol.set(message.typeName, file);
  for (const { name } of message.fields) filesBySymbol.set(`${message.typeName}.${name}`, file);
  for (const { typeName } of message.nestedEnums) filesBySymbol.set(typeName, file);
  for (const nested of message.nestedMessages) addMessage(nested, file);
}
